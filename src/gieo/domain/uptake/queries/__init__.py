"""Reading uses: where they stand on a day, what adds up, who waits for what."""
