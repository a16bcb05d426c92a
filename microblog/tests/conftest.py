from accounts.tests.conftest import member, quick_hash
from microblog.tests.browsers import browser, new_page
from microblog.tests.guides import guide
from microblog.tests.sites import site
from microblog.tests.writing import ada, page

__all__ = ["ada", "browser", "guide", "member", "new_page", "page", "quick_hash", "site"]
