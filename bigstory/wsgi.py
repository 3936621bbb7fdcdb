"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from bigstory.core.files.workshop import swept_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigstory.settings")
application = get_wsgi_application()
# Now and not with the first request, whose line in a log would not know yet which are secret.
_ = get_resolver().url_patterns
swept_at_start()
