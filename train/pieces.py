"""Words to word pieces, the way internal/encoder does it in Go.

The method is BERT's uncased WordPiece (Devlin et al. 2019; Wu et al. 2016) on
words that Universal Dependencies has already cut: lower case, accents off,
punctuation on its own, then the longest piece that fits, again and again.
What the encoder no longer sees of the spelling (case, digits, whether a blank
stands before the word) comes back as one shape number a word.
"""
import unicodedata

LONGEST_WORD = 40  # runes of a part; longer ones are unknown
MOST_PIECES = 12  # of one word; the rest of a longer one is dropped
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SHAPES = 20


def kept(piece):
    """Whether English news can need a piece: scripts other than Latin cannot."""
    if piece in SPECIAL:
        return True
    return not piece.startswith("[unused") and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in piece)


def punctuation(c):
    return c.isascii() and not c.isalnum() and c.isprintable() and c != " " or unicodedata.category(c)[0] in "PS"


class Pieces:
    def __init__(self, vocabulary):
        self.list = list(vocabulary)
        self.number = {p: i for i, p in enumerate(self.list)}
        self.unknown = self.number["[UNK]"]
        self.cls = self.number["[CLS]"]
        self.sep = self.number["[SEP]"]
        self.mask = self.number["[MASK]"]
        self.memory = {}

    def of(self, word):
        got = self.memory.get(word)
        if got is None:
            got = self.memory[word] = self.cut(word)
        return got

    def cut(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        out = []
        part = ""
        for c in plain + "\0":
            if c == "\0" or punctuation(c):
                if part:
                    out += self.part(part)
                    part = ""
                if c != "\0":
                    out.append(self.number.get(c, self.unknown))
            elif not c.isspace() and unicodedata.category(c)[0] != "C":
                part += c
        return (out or [self.unknown])[:MOST_PIECES]

    def part(self, s):
        if len(s) > LONGEST_WORD:
            return [self.unknown]
        out, at = [], 0
        while at < len(s):
            end = len(s)
            while end > at:
                n = self.number.get(("##" if at else "") + s[at:end])
                if n is not None:
                    break
                end -= 1
            if end == at:
                return [self.unknown]
            out.append(n)
            at = end
        return out


def shape(word, glued):
    """What the pieces do not say of a word: 2 x kind, + 1 where no blank stands
    before it. Kind 0 is for [CLS] and [SEP]."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    upper = sum(c.isupper() for c in letters)
    if not letters:
        kind = 6 if digits else 8
    elif digits:
        kind = 7
    elif upper == 0:
        kind = 1
    elif upper == len(letters):
        kind = 3 if len(letters) > 1 else 4
    elif upper == 1 and letters[0].isupper():
        kind = 2
    else:
        kind = 5
    return 2 * kind + (1 if glued else 0)
