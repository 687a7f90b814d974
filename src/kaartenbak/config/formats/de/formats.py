"""How dates are written in German."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
