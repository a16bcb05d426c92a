"""Names, interests and things to say. Only words; how they are put together is in community."""

# fmt: off
NAMES = (
    "ada", "bruno", "Carmen", "dinesh", "Elif", "farah", "Goran", "hanna_k", "ines", "Jonas",
    "kofi", "LeilaM", "mateo", "Nadia", "oskar", "priya", "Quentin", "rosa", "Samira", "tomasz",
    "uma", "viktor", "Wanjiru", "xenia", "Yusuf", "zoe", "anselm", "Beatriz", "cedric", "dalia",
    "emre", "Freya", "gustav", "Hiroko", "ivan_p", "juno", "karim", "lotte", "Miriam", "noor",
)
# fmt: on

# What people do, and for each: what they say of themselves, and in their posts.
INTERESTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "garden": (
        "Too many tomatoes, not enough jars.",
        (
            "The first {plant} came up this morning. I had nearly given up on them.",
            "Slugs: 4. {Plant}: 0. We go again next year.",
            "If anyone wants {plant} seedlings, there are nine trays of them on my balcony.",
            "Rain at last. You could hear the whole garden drink.",
            "Question for the patient: when do you cut back {plant}? Mine look offended.",
        ),
    ),
    "bikes": (
        "I take the long way round.",
        (
            "{Number} kilometres, two punctures, one very good piece of cake.",
            "New chain, new cassette, same legs.",
            "The path along the {place} is open again. No more detour through the estate!",
            "Headwind both ways. I do not know how the {place} does it.",
            "Taught my neighbour to change a tube today. She was faster than me by the end.",
        ),
    ),
    "sky": (
        "Looking up, mostly. Club telescope keeper.",
        (
            "Clear tonight! Saturn after nine, low in the south, its rings nearly edge-on.",
            "Clouded out, {number} evenings in a row. I have cleaned every eyepiece.",
            "Counted {number} meteors from the {place} before the cold won.",
            "A child at the open evening: “Is it still there by day?” Best question yet.",
            "Andromeda with plain binoculars. That light is two and a half million years old.",
        ),
    ),
    "kitchen": (
        "Cook, baker, washer of dishes. In that order, reluctantly.",
        (
            "Sourdough, attempt {number}: it has a crust, it has holes, I am content.",
            "Salt the {food} earlier than you think. That is the whole secret.",
            "Made too much {food} again. Bring a bowl.",
            "The trick with {food}, says my aunt, is to stop touching it.",
            "What do you cook when you are too tired to cook? Asking for tonight.",
        ),
    ),
    "books": (
        "Reads on trains. Sometimes misses the stop.",
        (
            "Finished it at two in the morning. Worth it. I am useless today.",
            "Our library has a shelf labelled “returned today”. It is the best shelf.",
            "Chapter {number} and the butler is still alive. Suspicious.",
            "Looking for something slow and kind to read in November. Suggestions?",
            "Lent my copy to someone at the {place}. It has begun its travels.",
        ),
    ),
    "code": (
        "Deletes code for a living.",
        (
            "Removed {number} lines today and nothing noticed. Perfect.",
            "The bug was a time zone. It is always a time zone.",
            "Wrote the test first, and it passed. So the test was wrong. So was I.",
            "“It works on my machine” is a fine start. Now let us ship the machine.",
            "Naming things, day {number}: settled on the word that everyone used anyway.",
        ),
    ),
    "music": (
        "Second violin, first to the biscuits.",
        (
            "Rehearsal went well until bar {number}. It always goes well until bar {number}.",
            "Practised slowly for an hour. It is faster now. How does that work?",
            "Open session at the {place} on Friday, all instruments, all levels.",
            "Found my grandmother's old records. Side B of everything is better.",
            "New strings! Everything is bright and slightly out of tune.",
        ),
    ),
    "class": (
        "Teaches physics to people who would rather be outside.",
        (
            "Today we dropped things from the second floor. For science.",
            "A pupil explained inertia with a shopping trolley. I am keeping that one.",
            "Marked {number} tests. The handwriting is getting worse; the ideas are not.",
            "Tomorrow: bring an egg. That is all I am going to say.",
            "The projector failed, so we drew it on the board. Best lesson this month.",
        ),
    ),
}

SMALL_TALK = (
    "Good morning, everyone.",
    "Small victory: I answered all my letters.",
    "Does anyone still have the recipe from the summer party?",
    "Walked home along the {place} instead of taking the bus. Recommended.",
    "Today I learnt that the {place} has a back door. {Number} years I have lived here.",
    "Thank you to whoever left the flowers on the stairs. 🌼",
    "Quiet day.\n\nI had forgotten how nice those are.",
    "First frost. Find your gloves!",
    "The meeting could have been a walk, so we made it one.",
    "Ça va ? Ici il pleut, mais le café est bon.",
    "Heute {number} Schwalben gezählt. Der Sommer ist noch nicht vorbei.",
    "مساء الخير من النافذة: القمر كبير جدًا الليلة.",
    "👩‍👩‍👧‍👦 + 🥧 = a very good Sunday",
)

QUOTES = (
    "Worth reading twice.",
    "I mean it too, word for word.",
    "Everyone at the {place} should see this.",
    "I have been saying so for {number} years.",
    "This is why I come here.",
)

REPLIES = (
    "Yes! This.",
    "I did not know that. Thank you.",
    "Same here, only with more rain.",
    "Ask me again tomorrow.",
    "Put the kettle on, I am coming over.",
    "Do you have a picture of it?",
    "That made my morning.",
    "I would have said {number}, but I believe you.",
    "Next time at the {place}?",
    "My aunt says the opposite, and she is usually right.",
    "Save some for me.",
    "Is it always like this?",
)

WORDS: dict[str, tuple[str, ...]] = {
    "plant": ("beans", "peas", "dahlias", "tomatoes", "leeks", "sunflowers", "radishes"),
    "food": ("onions", "lentils", "rice", "aubergine", "bread dough", "soup", "dumplings"),
    "place": ("river", "old station", "market", "library", "hill", "harbour", "canal"),
    "number": ("three", "seven", "eleven", "twelve", "nineteen", "forty", "sixty"),
}
