from accounts.tests.conftest import member, quick_hash
from microblog.tests.browsers import browser, new_page

__all__ = ["browser", "member", "new_page", "quick_hash"]
