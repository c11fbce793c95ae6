"""Treebanks and entity data as windows of sentences."""
import hashlib
from dataclasses import dataclass, field

from lemmas import edit

NC_GENRES = ("whow", "fiction", "essay", "letter", "podcast")  # texts not free for commercial use
SPELLING = {"Typo", "Style", "Abbr", "ExtPos", "CorrectForm", "CorrectSpaceAfter"}  # features that tell of spelling
NONE = -100


@dataclass
class Sentence:
    words: list
    glued: list  # no blank before the word
    tags: list = field(default_factory=list)  # "VERB Mood=Ind|..."
    lemmas: list = field(default_factory=list)  # edits of the forms (lemmas.py); None where not to be learnt
    heads: list = field(default_factory=list)  # -1 for the root
    rels: list = field(default_factory=list)
    names: list = field(default_factory=list)  # BIO; empty where not annotated
    paragraph: int = 0


def sha256(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def features(feats):
    return "|".join(f for f in feats.split("|") if f != "_" and f.split("=")[0] not in SPELLING)


def treebank(path, keep=lambda doc: True):
    """Reads CoNLL-U; a list of documents, each a list of sentences."""
    docs, wanted, paragraph, glue, s, mwt_end = [], True, 0, False, None, 0
    mwt_glue = False
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                wanted = keep(line)
                docs.append([])
                glue = False
            if line.startswith("# newpar") and not line.startswith("# newpar_block"):
                paragraph += 1
                glue = False
            continue
        if not line:
            if s is not None and wanted:
                if not docs:
                    docs.append([])
                docs[-1].append(s)
            s, mwt_end = None, 0
            continue
        c = line.split("\t")
        if "." in c[0]:
            continue
        if s is None:
            s = Sentence([], [], paragraph=paragraph)
        if "-" in c[0]:
            a, b = map(int, c[0].split("-"))
            mwt_end, mwt_glue = b, "SpaceAfter=No" in c[9]
            continue
        i = int(c[0])
        s.words.append(c[1])
        s.glued.append(glue)
        glue = i < mwt_end or (mwt_glue if i == mwt_end else "SpaceAfter=No" in c[9])
        s.tags.append(c[3] + " " + features(c[5]))
        s.lemmas.append(None if "Typo=Yes" in c[5] or c[2] == "_" and c[1] != "_" else edit(c[1], c[2], c[3]))
        s.heads.append(int(c[6]) - 1)
        s.rels.append(c[7])
    return [d for d in docs if d]


def free(doc):
    return not any(f"GUM_{g}_" in doc for g in NC_GENRES)


def entities(path):
    """Reads IOB; a list of sentences with names only."""
    out, words, names = [], [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) > 3 and c[0].isdigit():
            words.append(c[1])
            names.append(c[3])
        elif words:
            out.append(Sentence(words, guess_glue(words), names=names))
            words, names = [], []
    if words:
        out.append(Sentence(words, guess_glue(words), names=names))
    return out


TITLES = set("mr mr. mrs mrs. ms ms. miss dr dr. drs. prof. professor president vice prime minister sen. senator rep. representative gov. governor "
             "king queen prince princess lord lady sir general gen. colonel col. captain capt. lieutenant lt. sgt. judge justice chairman secretary "
             "ambassador mayor pope father rev. reverend sheikh imam ayatollah uncle aunt".split())


def states(table):
    """The names of states, and the words for their people, off our own table."""
    names, people = set(), set()
    head = None
    for line in open(table, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        c = line.rstrip("\n").split("\t")
        if head is None:
            head = c
            continue
        row = dict(zip(head, c))
        names.update(n.lower() for k in ("name", "aliases") for n in row.get(k, "").split("|") if n)
        people.update(n.lower() for n in (row.get("adjectives", "") + "|" + row.get("inhabitants", "")).split("|") if n)
    return names, {p for p in people if p not in names and p not in ABBREVIATIONS}


ABBREVIATIONS = {"u.s.", "us", "u.s", "usa", "u.s.a.", "u.k.", "uk", "u.k", "eu", "e.u.", "un", "u.n.", "soviet"}  # adjectives that are names too


def like_uner(s, states, people):
    """Brings the names of other data nearer to the guidelines of UNER: no articles,
    titles or pronouns; states are places; peoples are no names. False where a name
    is a description ("people from all communities")."""
    names = list(s.names)
    i = 0
    while i < len(names):
        if names[i][0] != "B":
            i += 1
            continue
        j = i + 1
        while j < len(names) and names[j][0] == "I":
            j += 1
        kind = names[i][2:]
        first, last = i, j
        while first < last and (s.words[first].lower() in {"the", "a", "an"} or kind == "PER" and s.words[first].lower() in TITLES):
            first += 1
        # GUM leaves out what is no proper noun: "[Major] League Baseball".
        while s.heads and 0 < first < last and names[first - 1] == "O" and s.words[first - 1][0].isupper() and first - 1 > 0 \
                and first <= s.heads[first - 1] < last and s.words[first - 1].lower() not in people | TITLES:
            first -= 1
        text = " ".join(s.words[first:last]).lower()
        if text in states and kind == "ORG":
            kind = "LOC"
        if first == last or text in people or s.words[first].lower() in PRONOUNS:
            first = last
        elif not s.words[first][0].isupper() and not s.words[first][0].isdigit() or any(w.islower() and len(w) > 3 for w in s.words[first:last]):
            return False
        if first < last:
            i = min(i, first)
        names[i:j] = ["O"] * (first - i) + ["B-" + kind] * (first < last) + ["I-" + kind] * (last - first - 1) + ["O"] * (j - last)
        i = j
    s.names = names
    return True


PRONOUNS = {"i", "he", "she", "it", "we", "they", "you", "us", "them", "him", "her", "his", "its", "our", "their"}


def guess_glue(words):
    """Entity data does not say where blanks stand: put them where English has them."""
    glued, open_quote = [], False
    for i, w in enumerate(words):
        g = i > 0 and (w in {".", ",", ";", ":", "?", "!", ")", "]", "%", "'s", "n't", "’s", "”", "'"} or words[i - 1] in {"(", "[", "$", "“", "-"} or w == "-")
        if w == '"':
            g = g or open_quote
            open_quote = not open_quote
        elif i > 0 and words[i - 1] == '"' and open_quote:
            g = True
        glued.append(g)
    return glued


def with_names(docs, path):
    """Adds the names of an IOB file that has all sentences of a treebank, before
    any document is left out."""
    named = {tuple(s.words): s.names for s in entities(path)}
    for d in docs:
        for s in d:
            s.names = named.get(tuple(s.words), [])


def windows(docs, rng, single):
    """Groups the sentences of each paragraph: a share of them alone, as the program
    reads them, the others with their neighbours, to teach where sentences end."""
    out = []
    for d in docs:
        group, size, most = [], 0, rng.choice((20, 40, 60, 90, 130))
        for s in d:
            if rng.random() < single:
                out.append([s])
                continue
            if group and (size + len(s.words) > most or s.paragraph != group[-1].paragraph and rng.random() < 0.8):
                out.append(group)
                group, size, most = [], 0, rng.choice((20, 40, 60, 90, 130))
            group.append(s)
            size += len(s.words)
        if group:
            out.append(group)
    return out
