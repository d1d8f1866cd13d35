"""Text as it stands in a provincial bulletin, sentence by sentence, in Markdown."""

from collections.abc import Sequence
from random import Random

from .vocabulary import Vocabulary

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_SURNAME_WEIGHTS = (38, 12, 10, 7, 5, 5, 4, 3, 3, 2, 2, 2, 1, 1)
_MIDDLE_NAMES = ("Thị", "Văn", "Minh", "Thu", "Quốc", "Ngọc", "Đức", "Hoài", "Thanh", "Bảo", "Xuân", "Hữu")
_GIVEN_NAMES = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hằng",
    "Khánh",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Thảo",
    "Trang",
    "Tú",
    "Vân",
    "Yến",
)
_DOCUMENTS = (
    "Quyết định số {}/QĐ-UBND",
    "Kế hoạch số {}/KH-UBND",
    "Nghị quyết số {}/NQ-HĐND",
    "Công văn số {}/UBND-VP",
)
_SITES = (
    "https://dichvucong.gov.vn/",
    "https://chinhphu.vn/",
    "https://baochi.example/tin/{}.html",
    "https://sotaichinh.example/van-ban/{}?ban=2",
)


def name(random: Random) -> str:
    """A person's name: `Nguyễn Thị Hằng`."""
    surname = random.choices(_SURNAMES, _SURNAME_WEIGHTS)[0]
    return f"{surname} {random.choice(_MIDDLE_NAMES)} {random.choice(_GIVEN_NAMES)}"


def website(random: Random) -> str:
    return random.choice(_SITES).format(random.randint(1000, 99999))


def capital(text: str) -> str:
    """The first letter as a capital; unlike `str.capitalize` it leaves `UBND` alone."""
    return text[:1].upper() + text[1:]


class Prose:
    """Writes about one subject: its words come again and again, as they do in an article."""

    def __init__(self, vocabulary: Vocabulary, random: Random, subject: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._random = random
        self._subject = subject

    def phrase(self, shortest: int, longest: int) -> str:
        """So many words, without a capital and without a full stop."""
        return " ".join(self._words(self._random.randint(shortest, longest)))

    def sentence(self) -> str:
        random = self._random
        words = self._words(random.randint(7, 22))
        for position in range(1, len(words) - 1):
            chance = random.random()
            if chance < 0.05:
                words[position] = self._fact()
            elif chance < 0.12:
                words[position] += ","
        return capital(" ".join(words)) + random.choices((".", "!", "?"), (96, 2, 2))[0]

    def paragraph(self) -> str:
        """Two to six sentences; here and there something bold, italic or linked."""
        sentences = [self.sentence() for _ in range(self._random.randint(2, 6))]
        chance = self._random.random()
        if chance < 0.10:
            sentences.insert(1, f"**{capital(self.phrase(2, 5))}** {self.phrase(3, 9)}.")
        elif chance < 0.16:
            sentences.insert(1, f"{capital(self.phrase(3, 9))} *{self.phrase(1, 4)}*.")
        elif chance < 0.22:
            sentences.insert(1, f"{capital(self.phrase(2, 6))} [{self.phrase(2, 5)}]({website(self._random)}).")
        return " ".join(sentences)

    def bullets(self) -> str:
        mark = self._random.choice(("- ", "1. "))
        return "\n".join(mark + self.sentence() for _ in range(self._random.randint(3, 7)))

    def quotation(self) -> str:
        return f"> {self.paragraph()}"

    def table(self) -> str:
        """A column of names and one to three columns of numbers."""
        columns, random = self._random.randint(1, 3), self._random
        lines = [[capital(self.phrase(1, 2)) for _ in range(columns + 1)], ["---"] + ["---:"] * columns]
        lines += [
            [capital(self.phrase(1, 3)), *(_number(random) for _ in range(columns))]
            for _ in range(random.randint(3, 9))
        ]
        return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

    def _words(self, count: int) -> list[str]:
        words = self._vocabulary.draw(self._random, count)
        return [self._random.choice(self._subject) if self._random.random() < 0.1 else word for word in words]

    def _fact(self) -> str:
        """What makes news news: numbers, days, documents, people and places."""
        random = self._random
        match random.randrange(8):
            case 0 | 1:
                return _number(random)
            case 2:
                return f"{random.randint(1, 99)},{random.randint(1, 9)}%"
            case 3:
                return f"{random.randint(2, 950)} tỷ đồng"
            case 4:
                return f"ngày {random.randint(1, 28)}/{random.randint(1, 12)}/{random.randint(2019, 2027)}"
            case 5:
                return random.choice(_DOCUMENTS).format(random.randint(1, 3999))
            case 6:
                return f"{random.choice(('ông', 'bà'))} {name(random)}"
            case _:
                return f"{random.choice(('xã', 'phường'))} {random.choice(self._vocabulary.compounds[:400]).title()}"


def _number(random: Random) -> str:
    """`1.250`, the small ones more often than the large ones."""
    return f"{int(10 ** random.uniform(0.3, 5)):,}".replace(",", ".")
