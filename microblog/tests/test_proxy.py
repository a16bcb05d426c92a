import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from microblog.proxy import TrustedProxyMiddleware


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "127.0.0.1"),
        ("nonsense", "127.0.0.1"),
        ("203.0.113.7, <script>", "127.0.0.1"),
    ],
)
def test_the_clients_address_is_the_proxys_word(
    rf: RequestFactory, header: str, address: str
) -> None:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    TrustedProxyMiddleware(answer)(rf.get("/", headers={"x-forwarded-for": header}))

    assert seen == [address]
