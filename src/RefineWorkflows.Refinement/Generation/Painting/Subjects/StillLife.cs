using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

/// <summary>An arrangement of plain bodies in a family of colours, both decided by a word the painter has no picture for.</summary>
internal sealed class StillLife(string word) : Subject
{
    private readonly Luck _luck = new(StableRandom.Hash(word), "still life");

    public override IReadOnlyList<string> Names => [word];
    public override IReadOnlyList<string> Homes => ["studio"];

    public override void Paint(Stage stage)
    {
        double hue = _luck.Unit(0);
        Ink Tone(int i) => stage.Dye(Ink.Hsl(hue + _luck.Between(10 + i, -0.09, 0.09) + (i % 3 == 0 ? 0.45 : 0), _luck.Between(20 + i, 0.45, 0.75), _luck.Between(30 + i, 0.42, 0.68)));
        SvgCanvas canvas = stage.Canvas;
        double tall = _luck.Between(1, 95, 150), wide = _luck.Between(2, 34, 52);
        canvas.Add($"<path d='M{-30 - wide} 70L{-30 - wide} {70 - tall}Q{-30 - wide} {50 - tall} -30 {50 - tall}Q{-30 + wide} {50 - tall} {-30 + wide} {70 - tall}L{-30 + wide} 70Z' fill='{stage.Lit(Tone(1))}'/>");
        canvas.Add($"<path d='M{_luck.Between(3, 0, 20)} 72L{_luck.Between(4, 40, 60)} {_luck.Between(5, -70, -20)}L104 72Z' fill='{stage.Lit(Tone(2))}'/>");
        double ball = _luck.Between(6, 32, 46);
        canvas.Add($"<circle cx='{_luck.Between(7, -10, 30)}' cy='{76 - ball}' r='{ball}' fill='{stage.Ball(Tone(3))}'/>");
        double small = _luck.Between(8, 14, 24);
        canvas.Add($"<circle cx='-78' cy='{76 - small}' r='{small}' fill='{stage.Ball(Tone(4))}'/><circle cx='82' cy='{78 - small * 0.8}' r='{small * 0.8}' fill='{stage.Ball(Tone(6))}'/>");
    }
}
