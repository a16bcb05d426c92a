from accounts.tests.conftest import member, quick_hash
from microblog.tests.browsers import browser, new_page
from microblog.tests.guides import guide
from microblog.tests.sites import site

__all__ = ["browser", "guide", "member", "new_page", "quick_hash", "site"]
