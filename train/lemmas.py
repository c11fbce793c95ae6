"""Learns how lemmas are made of forms: for each tag, the edit of the longest known
ending, and the forms that the endings get wrong (Straka 2018 makes such edits
classes of a network; tables got a point more of lemmas right here, for word
pieces hide the letters: as classes they are only a task that helps in training).

An edit "3y" cuts three bytes off the end and adds y.
"""
LONGEST = 6  # letters of an ending


def edit(form, lemma, upos):
    """How a lemma is made of its form. Only proper nouns keep their case."""
    if upos != "PROPN":
        form, lemma = form.lower(), lemma.lower()
    elif form.lower() == lemma.lower():
        lemma = form  # the case of headlines is no edit
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return len(form[n:].encode()), lemma[n:]


def text(e):
    return f"{e[0]}{e[1]}"


def most(counts):
    """The most frequent edit, the first in order among equals."""
    return min(counts, key=lambda e: (-counts[e], text(e)))


def learn(docs, tags):
    """Two tables of lines "tag, form or ending, edit", sorted, as bytes."""
    number = {t: i for i, t in enumerate(tags)}
    counts = {}
    for s in (s for d in docs for s in d):
        for form, tag, e in zip(s.words, s.tags, s.lemmas):
            if e is None or tag not in number:
                continue
            lower = form.lower()
            c = counts.setdefault((number[tag], lower), {})
            c[e] = c.get(e, 0) + 1
    best, endings = {}, {}
    for (tag, form), c in counts.items():
        e = best[tag, form] = most(c)
        for i in range(max(0, len(form) - LONGEST), len(form) + 1):
            c = endings.setdefault((tag, form[i:]), {})
            c[e] = c.get(e, 0) + 1
    suffixes = {}

    def ending(tag, form):
        for i in range(max(0, len(form) - LONGEST), len(form) + 1):
            if (tag, form[i:]) in suffixes:
                return suffixes[tag, form[i:]]

    for tag, end in sorted(endings, key=lambda k: (len(k[1]), k)):
        e = most(endings[tag, end])
        if end and (endings[tag, end][e] < 2 or e[0] > len(end.encode())):
            continue
        if ending(tag, end) != e:
            suffixes[tag, end] = e
    forms = {(tag, form): e for (tag, form), e in best.items() if ending(tag, form) != e}
    lines = lambda table: "".join(sorted(f"{tag}\t{s}\t{text(e)}\n" for (tag, s), e in table.items())).encode()
    return lines(forms), lines(suffixes)
