"""Room for the frames of a whole request, asked of the machine once.

CPython keeps a thread's frames in pieces of 16 KiB. In a loop that stands at the end of a piece, each call fetches the
next one from the machine and its return hands it back. A page of templates did so 2,500 times, or never: that hung on
how deep the server stood when it called Django. A large frame gets a large piece, with room for what it calls.
"""

from django.http import HttpRequest, HttpResponse

from gieo.interfaces.web.ui.middleware import Answer

SLOTS = 70_000
"""Size asked for one frame, in words of eight bytes: its piece becomes 1 MiB, and 460 KiB of it are left to others.
Never written to, so never fetched into memory."""


class RoomForFrames:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    __call__.__code__ = __call__.__code__.replace(co_stacksize=SLOTS)
