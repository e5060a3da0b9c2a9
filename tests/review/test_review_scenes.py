"""Rows that are judged on the scenes: each thing that is wrong is caught by its row and by no other."""

import pytest
from judging import failed, told

from narrated.review.headline import Headline, headlines_of

SCENES = "judged_lesson.scenes"


def test_a_lesson_with_nothing_wrong_passes_every_row(studio, judged):
    rows = studio.judge(judged, headlines=headlines_of("judged_lesson.lesson"))
    assert failed(rows) == [], told(rows)
    assert {row.name for row in rows if row.passed is None} == {"speech"}
    measured = {row.name: row.measured for row in rows}
    assert measured["truth"].endswith("1 headlines")
    assert not measured["truth"].startswith("0 ")
    assert not measured["layout"].startswith("0 ")


@pytest.mark.parametrize(
    ("scene", "row", "said"),
    [
        ("TextOnText", "layout", "lie over each other"),
        ("LineThroughText", "layout", "runs through"),
        ("HairThroughText", "layout", "runs through"),
        ("CurveThroughText", "layout", "runs through “平方”"),
        ("CoveredText", "layout", "lies over a part"),
        ("TextThroughBars", "layout", "the edge of a RoundedRectangle runs through"),
        ("TangentOffItsPanel", "layout", "a line (Line) leaves its panel"),
        ("HalvedGradient", "truth", "a tangent has the slope 1.25 where its curve has 2.5"),
        ("RoundedTicks", "truth", "“0.2” stands at 0.25"),
        ("OutsideText", "layout", "out of the safe area"),
        ("InTheBand", "layout", "into the caption band"),
        ("Nowhere", "layout", "a Dot has no place"),
        ("FaintText", "contrast", "“暗” has a contrast of"),
        ("FaintGraphic", "contrast", "a Line has a contrast of"),
        ("FaintDrawing", "contrast", "the clearest large shape of a Drawing has a contrast of"),
        ("TurnedNamesMeet", "layout", "“高度的名字” and “时间的名字” lie over each other"),
        ("AlikeCurves", "colour-blind", "#d9b24a"),
        ("FrozenNumber", "truth", "where the function gives"),
        ("WrongSum", "sums", "0.16 + 0.89 is 1.05, not 1.04"),
        ("WrongSquare", "sums", "3.8, 3.0 give 0.64, not 0.56"),
        ("UnbalancedSum", "sums", "c θ^2 stands on one side only"),
        ("WrongName", "ledger", "“宽度” has the colour of the height, and says none of its words"),
        ("WrongFormula", "ledger", "has the colour of the truth: give it that of negative"),
        ("StrayColor", "ledger", "a Dot has the colour emphasis"),
        ("StraySymbol", "ledger", "“位置 q” has the symbol q"),
        ("OtherNotation", "ledger", "is written h=1/2r^2, which ledger.toml does not list"),
        ("LateDot", "steps", "a Dots shows the frame before"),
        ("JumpingNumber", "steps", "stands still in the frame in which a Dots changes"),
        ("AgainstItsArrow", "arrows", "a Dot moves against the arrow that drives it"),
        ("UpItsGradient", "arrows", "a DescentArrow moves against the arrow"),
        ("StillWithItsArrow", "arrows", "a Dot stands still for 3."),
        ("EmptyPanel", "empty", "a panel stands empty for 2."),
        ("BareStage", "empty", "the stage stands empty for"),
        ("EmptyAxes", "empty", "axes stand empty for 2."),
        ("TooMuchToRead", "pace", "new, and 4.0 s to read, but gone after 3."),
        ("HurriedResult", "pace", "the result “0.00” rests 0."),
        ("TwoHeroes", "crowd", "2 large numbers at a time"),
        ("FourReadouts", "crowd", "4 readouts at a time"),
        ("TwoFormulas", "crowd", "2 formulas at a time"),
        ("SmallOnPhone", "phone", "8.7 px high on a phone"),
        ("FadedOnPhone", "phone", "“暗” is no large text on a phone"),
        ("HairOnPhone", "phone", "a line of 0.5 px on a phone"),
    ],
)
def test_what_is_wrong_is_caught_by_its_row_alone(studio, judged, scene, row, said):
    rows = studio.judge(judged, f"{SCENES}:{scene}", f"{SCENES}:Resting")
    assert failed(rows) == [row], told(rows)
    findings = next(one.findings for one in rows if one.name == row)
    assert any(said in finding.message for finding in findings), told(rows)
    assert {(finding.scene, finding.line) for finding in findings} <= {("scene1", "roll"), ("scene1", "rest")}


@pytest.mark.parametrize(("scene", "said"), [("SmallText", "20 px high"), ("ShrunkText", "21 px high")])
def test_what_is_too_small_for_any_screen_is_caught_on_both(studio, judged, scene, said):
    rows = studio.judge(judged, f"{SCENES}:{scene}", f"{SCENES}:Resting")
    assert failed(rows) == ["layout", "phone"], told(rows)
    assert said in next(one.findings[0].message for one in rows if one.name == "layout")


@pytest.mark.parametrize(
    "scene",
    [
        *("SmallSource", "AlikeReadouts", "FormulaInPieces", "EnoughToRead", "HeldResult"),
        *("DrawnThing", "TurnedNames", "FullPanel", "FullAxes", "SetStage"),
    ],
)
def test_what_only_looks_like_it_passes(studio, judged, scene):
    rows = studio.judge(judged, f"{SCENES}:{scene}", f"{SCENES}:Resting")
    assert failed(rows) == [], told(rows)


def test_nobody_looks_for_the_pieces_of_a_line_that_lie_under_dots(studio, judged):
    rows = studio.judge(judged, f"{SCENES}:LineUnderDots", f"{SCENES}:Resting")
    assert failed(rows) == [], told(rows)


def test_a_dash_tells_curves_apart(studio, judged):
    rows = studio.judge(judged, f"{SCENES}:AlikeButDashed", f"{SCENES}:Resting")
    assert failed(rows) == [], told(rows)


def test_what_is_wrong_on_the_way_only_is_caught(studio):
    notes = studio.tell(f"{SCENES}:OnTheWay").notes["layout"]
    assert [note.kind for note in notes] == ["text on text"]


def test_words_that_come_where_others_go_do_not_lie_over_them(studio):
    assert studio.tell(f"{SCENES}:Exchanged").notes["layout"] == ()


def test_a_headline_that_is_never_shown_is_missed(studio, judged):
    rows = studio.judge(judged, headlines=[Headline("scene1", lambda: 4.605, 3)])
    assert failed(rows) == ["truth"]
    assert "4.605" in told(rows)[0]


def test_the_second_of_a_finding_is_that_of_the_film(studio, judged):
    telling = studio.tell(f"{SCENES}:SmallText")
    rows = studio.judge(judged, f"{SCENES}:SmallText", f"{SCENES}:Resting")
    (finding,) = next(row.findings for row in rows if row.name == "layout")
    line = next(line for line in telling.lines if line.id == "rest")
    # The words stand there from the pause before the line.
    assert line.start - 8 <= round(finding.second * 15) <= line.start
