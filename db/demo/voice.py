"""How a household's visits are put into words: no sentence twice before all of its kind were used."""

from datetime import date, timedelta
from random import Random

DISHES = (
    "青菜豆腐",
    "白粥咸菜",
    "西红柿鸡蛋面",
    "萝卜排骨汤",
    "冬瓜汤",
    "土豆丝",
    "炖白菜",
    "鸡蛋羹",
    "挂面",
    "豆角焖饭",
    "小米粥",
    "馒头和剩菜",
    "蒸南瓜",
    "红烧带鱼",
)
WEEK = "一二三四五六日"


class Words(dict[str, str]):
    """The places of a sentence: what stays the same in a household, and what is thrown anew each time."""

    def __init__(self, dice: Random, fixed: dict[str, str]) -> None:
        super().__init__(fixed)
        self._dice = dice
        self.day = date.min

    def __missing__(self, place: str) -> str:
        dice = self._dice
        match place:
            case "n":
                return str(dice.randint(2, 8))
            case "price":
                return str(dice.randrange(120, 980, 10))
            case "weekday":
                return f"周{dice.choice(WEEK[:6])}"
            case "dish":
                return dice.choice(DISHES)
            case "pressure":
                return f"{dice.randint(126, 172)}/{dice.randint(72, 98)}"
            case "sugar":
                return f"{dice.randint(58, 128) / 10}"
            case "due":
                due = self.day + timedelta(days=dice.randint(2, 12))
                return f"{due.month}月{due.day}日"
        raise KeyError(place)


class Voice:
    """Draws sentences like cards: a pool is shuffled, and shuffled again only when it is used up."""

    def __init__(self, dice: Random, fixed: dict[str, str]) -> None:
        self.dice = dice
        self.words = Words(dice, fixed)
        self._left: dict[str, list[int]] = {}
        self.place = 0  # of the last sentence, in its pool

    def say(self, name: str, pool: tuple[str, ...]) -> str:
        """The next sentence of a pool; `name` tells pools apart."""
        left = self._left.get(name)
        if not left:
            left = self._left[name] = list(range(len(pool)))
            self.dice.shuffle(left)
        self.place = left.pop()
        sentence = pool[self.place]
        return sentence.format_map(self.words) if "{" in sentence else sentence
