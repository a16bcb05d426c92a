from django.urls import path, register_converter

from accounts.converters import UsernameConverter
from posts.views import (
    circles,
    discovery,
    feeds,
    people,
    pins,
    posts,
    reactions,
    search,
    timelines,
)

register_converter(UsernameConverter, "username")

app_name = "posts"
urlpatterns = [
    path("", timelines.home, name="home"),
    path("explore/", timelines.explore, name="explore"),
    path("search/", search.search, name="search"),
    path("search/names/", search.names, name="search_names"),
    path("oembed/", discovery.oembed, name="oembed"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("sitemap-pages.xml", discovery.sitemap_pages, name="sitemap_pages"),
    path("sitemap-members-<int:number>.xml", discovery.sitemap_members, name="sitemap_members"),
    path("sitemap-posts-<str:day>.xml", discovery.sitemap_posts, name="sitemap_posts"),
    path("tags/<str:name>/", timelines.tag, name="tag"),
    path("tags/<str:name>/feed.atom", feeds.tag_feed, name="tag_feed"),
    path("follow-requests/", circles.requests, name="follow_requests"),
    path("settings/blocked/", circles.blocked, name="blocked"),
    path("settings/muted/", circles.muted, name="muted"),
    path("posts/", posts.compose, name="compose"),
    path("posts/<int:post_id>/delete/", posts.delete, name="delete"),
    path("posts/<int:post_id>/like/", reactions.like, name="like"),
    path("posts/<int:post_id>/unlike/", reactions.unlike, name="unlike"),
    path("posts/<int:post_id>/bookmark/", reactions.bookmark, name="bookmark"),
    path("posts/<int:post_id>/unbookmark/", reactions.unbookmark, name="unbookmark"),
    path("posts/<int:post_id>/pin/", pins.pin, name="pin"),
    path("posts/<int:post_id>/unpin/", pins.unpin, name="unpin"),
    path("bookmarks/", reactions.bookmarks, name="bookmarks"),
    path("@<username:username>/", people.profile, name="profile"),
    path("@<username:username>/feed.atom", feeds.person_feed, name="person_feed"),
    path("@<username:username>/followers/", people.followers, name="followers"),
    path("@<username:username>/following/", people.following, name="following"),
    path("@<username:username>/follow/", people.follow, name="follow"),
    path("@<username:username>/unfollow/", people.unfollow, name="unfollow"),
    path("@<username:username>/remove/", people.remove, name="remove_follower"),
    path("@<username:username>/accept/", circles.accept, name="accept_follower"),
    path("@<username:username>/refuse/", circles.refuse, name="refuse_follower"),
    path("@<username:username>/block/", people.block, name="block"),
    path("@<username:username>/unblock/", people.unblock, name="unblock"),
    path("@<username:username>/mute/", people.mute, name="mute"),
    path("@<username:username>/unmute/", people.unmute, name="unmute"),
    path("@<username:username>/<int:post_id>/", posts.show, name="post"),
    path("@<username:username>/<int:post_id>/likes/", reactions.likes, name="likes"),
]
