"""Foreign, formal and roundabout wordings are put into the usual ones; everything else stays as it was."""

from __future__ import annotations

import pytest

from rag.understanding.message.rephrasing import put_plainly
from rag.understanding.message.set_aside import without_what_is_set_aside


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("how much pieces do we need", "how many pieces do we need"),
        ("what number of units went out", "how many units went out"),
        ("sales in the three weeks which come", "sales in the next three weeks"),
        ("units of the latest 14-day period", "units of the last 14 days"),
        ("the most recent six days against the previous six", "the last six days against the six days before that"),
        ("tomorrow and after tomorrow", "tomorrow and the day after tomorrow"),
        ("tomorrow and the day after tomorrow", "tomorrow and the day after tomorrow"),
        ("March, the 3rd to the 9th", "from 3 to 9 March"),
        ("in three days' time", "three days from now"),
        ("the deviation standard", "the standard deviation"),
        ("the security stock", "the safety stock"),
        ("the lower end at 5% and the upper end at 95%", "P5 and P95"),
        ("was due earlier than 4 May", "was due before 4 May"),
        ("earlier than 5 days", "earlier than 5 days"),
        ("it will not last 4 days", "it will cover less than 4 days"),
        ("the last 4 days", "the last 4 days"),
        ("who is the runner up", "who is the runner-up"),
        ("Were demand for it to rise by a fifth, what then?", "if demand for it rise by a fifth, what then?"),
        ("Were there any returns to speak of, and where?", "Were there any returns to speak of, and where?"),
        ("twenty-five per cent above it", "25 percent above it"),
        ("my wallet for the lot is 400", "my budget for the lot is 400"),
        ("units sold in 5 days past and in the 5 to come", "units sold in the last 5 days and in the next 5 days"),
        ("the last 7 days against the 7 to come", "the last 7 days against in the next 7 days"),
        ("12% short of our prognosis", "12% short of our forecast"),
        ("how many they are?", "how many are they?"),
        ("how many they sell", "how many they sell"),
        ("put the shops in the window", "put the shops in the window"),
        ("put the shops in a row by revenue", "rank the shops by revenue"),
        ("what is overdue, leave it out", "not counting what is overdue"),
        ("top 5 days of cover", "top 5 products by days of cover"),
    ],
)  # fmt: skip
def test_a_wording_is_put_plainly(said, plain):
    assert put_plainly(said) == plain


def test_what_is_known_already_is_no_question_and_leaves_its_place():
    said = "I know what sells best in Cork, no need for that. Which one comes second?"
    assert without_what_is_set_aside(said) == "in Cork: Which one comes second?"
