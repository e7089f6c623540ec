using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class HotDog : Subject
{
    public override IReadOnlyList<string> Names => ["hot dog", "hotdog", "sausage", "frankfurter", "wiener", "bratwurst", "food", "snack"];
    public override IReadOnlyList<string> Homes => ["wooden table", "kitchen", "studio"];
    public override double? Foot => 46;
    public override double Reach => 104;
    public override (double Y, double HalfWidth) Top => (-28, 78);

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("hot dog");
        Ink bun = stage.Scene.SubjectTint.Amount > 0 ? stage.Dye(0xE2A24F) : luck.Pick<Ink>(0, 0xE3A452, 0xDB9440, 0xEBB466, 0xD08A3C);
        Ink meat = luck.Pick<Ink>(1, 0xB8432A, 0xC24A2B, 0xA93A26).Mix(0x9C2A1C, stage.Scene.Char * 0.5);

        // The far half of the bun rises behind the sausage.
        canvas.Add($"<path d='M-99 6C-104 -26 -76 -40 -40 -42C0 -45 44 -45 72 -40C98 -35 106 -16 99 8C60 22 -60 22 -99 6Z' fill='{stage.Roll(bun.Dark(0.06))}'/>");
        canvas.Add($"<path d='M-92 2C-88 -14 -60 -22 0 -22C60 -22 88 -14 92 4C60 18 -60 18 -92 2Z' fill='{bun.Light(0.62)}'/>");
        canvas.Add($"<path d='M-92 4C-60 18 60 18 92 4C92 14 60 24 0 24C-60 24 -92 14 -92 4Z' fill='{bun.Dark(0.6)}' opacity='.35'/>");
        Lettuce(canvas, luck);
        canvas.Add($"<path d='M-112 -6C-114 -22 -98 -26 -84 -24C-40 -31 40 -31 84 -24C98 -27 114 -22 112 -6C113 10 99 15 84 13C40 19 -40 19 -84 13C-98 15 -113 10 -112 -6Z' fill='{stage.Roll(meat)}'/>");
        canvas.Add($"<path d='M-100 -15C-60 -25 60 -25 100 -15C60 -20 -60 -20 -100 -15Z' fill='#fff' opacity='.55'/>");
        canvas.Add($"<path d='M-111 -4C-108 -2 -108 -10 -111 -10M111 -4C108 -2 108 -10 111 -10' stroke='{meat.Dark(0.5)}' stroke-width='1.6' fill='none'/>");
        GrillMarks(stage, luck);
        Mustard(stage, luck);

        // The near half of the bun holds it.
        canvas.Add($"<path d='M-100 8C-60 21 60 21 100 8C108 26 97 42 70 45C30 49 -30 49 -70 45C-97 42 -108 26 -100 8Z' fill='{stage.Roll(bun)}'/>");
        canvas.Add($"<path d='M-99 9C-60 22 60 22 99 9C99 13 60 27 0 27C-60 27 -99 13 -99 9Z' fill='{bun.Light(0.55)}' opacity='.9'/>");
        canvas.Add($"<ellipse cx='{-34 + stage.Side * 30}' cy='31' rx='40' ry='3.4' fill='#fff' opacity='.3'/>");
        Sesame(canvas, luck, bun);
    }

    private static void Lettuce(SvgCanvas canvas, Luck luck)
    {
        string edge = "M-98 8";
        for (int i = 0; i < 14; i++)
            edge += SvgCanvas.Text($"Q{-98 + i * 14 + 7} {luck.Between(20 + i, 18, 27)} {-98 + (i + 1) * 14} {luck.Between(40 + i, 8, 14)}");
        canvas.Add($"<path d='{edge}L98 -4L-98 -4Z' fill='{canvas.Down(new(0, 0x7FB53C), new(1, 0x4E8F2C))}'/>");
    }

    private static void GrillMarks(Stage stage, Luck luck)
    {
        double strength = 0.22 + 0.78 * stage.Scene.Char;
        string clip = stage.Canvas.Clip($"<path d='M-112 -6C-114 -22 -98 -26 -84 -24C-40 -31 40 -31 84 -24C98 -27 114 -22 112 -6C113 10 99 15 84 13C40 19 -40 19 -84 13C-98 15 -113 10 -112 -6Z'/>");
        stage.Canvas.Add($"<g clip-path='{clip}' stroke='#2a0f0a' stroke-linecap='round' opacity='{strength}'>");
        for (int i = 0; i < 8; i++)
        {
            double x = -90 + i * 25 + luck.Between(60 + i, -3, 3);
            stage.Canvas.Add($"<path d='M{x - 6} -24Q{x + 3} -8 {x + 5} 12' fill='none' stroke-width='{2.5 + 4.5 * stage.Scene.Char}'/>");
        }

        stage.Canvas.Add("</g>");
    }

    private static void Mustard(Stage stage, Luck luck)
    {
        Ink sauce = luck.Pick<Ink>(2, 0xF5C022, 0xF7B718, 0xF3CB3A);
        int waves = 7 + luck.Below(4, 3);
        double step = 176.0 / waves;
        string line = "M-88 -8";
        for (int i = 0; i < waves; i++)
            line += SvgCanvas.Text($"Q{-88 + (i + 0.5) * step} {(i % 2 == 0 ? -27 : 11)} {-88 + (i + 1) * step} -8");
        stage.Canvas.Add($"<g fill='none' stroke-linecap='round' stroke-linejoin='round'><path d='{line}' transform='translate(0 2.2)' stroke='#6a1d10' stroke-opacity='.45' stroke-width='7.5'/><path d='{line}' stroke='{sauce.Dark(0.1)}' stroke-width='7'/><path d='{line}' transform='translate(0 -.8)' stroke='{sauce.Light(0.12)}' stroke-width='4.6'/><path d='{line}' transform='translate(0 -1.8)' stroke='#fff' stroke-opacity='.55' stroke-width='1.2'/></g>");
    }

    private static void Sesame(SvgCanvas canvas, Luck luck, Ink bun)
    {
        for (int i = 0; i < 13; i++)
        {
            double x = luck.Between(80 + i, -86, 86), y = luck.Between(100 + i, 32, 41) - Math.Abs(x) * 0.05;
            canvas.Add($"<ellipse cx='{x}' cy='{y}' rx='2.6' ry='1.4' transform='rotate({luck.Between(120 + i, -40, 40)} {x} {y})' fill='{bun.Light(0.75)}' stroke='{bun.Dark(0.4)}' stroke-width='.35'/>");
        }
    }
}
