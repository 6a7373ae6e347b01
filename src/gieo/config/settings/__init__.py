"""Settings by concern. Values that differ between installations come from config.env alone."""

from gieo.config.settings.apps import *
from gieo.config.settings.database import *
from gieo.config.settings.language import *
from gieo.config.settings.logs import *
from gieo.config.settings.readers import *
from gieo.config.settings.security import *
from gieo.config.settings.sign_in import *
from gieo.config.settings.storage import *
from gieo.config.settings.work import *
