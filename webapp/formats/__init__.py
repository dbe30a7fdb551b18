"""How the administrator's view writes dates and times, in place of Django's own ways."""
