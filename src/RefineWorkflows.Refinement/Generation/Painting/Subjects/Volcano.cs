using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

/// <summary>A cone with an open crater; lava runs from it as soon as the scene knows any heat.</summary>
internal sealed class Volcano : Subject
{
    public override IReadOnlyList<string> Names => ["volcano", "crater"];
    public override IReadOnlyList<string> Homes => ["mountains", "desert", "sunset"];
    public override double? Foot => 80;
    public override double Reach => 130;
    public override (double Y, double HalfWidth) Top => (-72, 26);
    public override (double Y, double HalfWidth) Hearth => (-62, 30);
    public override bool Shades => false;

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("volcano");
        SvgCanvas canvas = stage.Canvas;
        Ink rock = stage.Dye(luck.Pick<Ink>(0, 0x5E4B4E, 0x54505C, 0x6A5048));
        double heat = Math.Clamp(Math.Max(stage.Scene.Flames, stage.Scene.Embers) + 0.7 * stage.Scene.Glow, 0, 1);
        canvas.Add($"<path d='M-160 104C-110 70 -66 20 -38 -66L38 -66C64 18 108 72 162 104Z' fill='{canvas.Down(new(0, rock.Light(0.2)), new(0.5, rock), new(0.84, rock.Dark(0.2)), new(1, rock.Light(0.2), 0))}'/>");
        canvas.Add($"<path d='M38 -66C64 18 108 72 162 104L20 104C44 60 26 10 10 -66Z' fill='{canvas.Down(new(0, rock.Dark(0.6), 0.5), new(0.8, rock.Dark(0.6), 0.4), new(1, rock.Dark(0.6), 0))}'/>");
        for (int i = 0; i < 7; i++)
        {
            double x = -30 + i * 10, reach = x * 2.6 + luck.Between(i, -12, 12);
            canvas.Add($"<path d='M{x} -56Q{x * 1.3} {luck.Between(10 + i, 0, 20)} {reach} {luck.Between(20 + i, 40, 84)}' fill='none' stroke='{rock.Dark(0.5)}' stroke-width='{luck.Between(30 + i, 2, 5)}' stroke-linecap='round' opacity='.4'/>");
        }

        canvas.Add($"<ellipse cx='0' cy='-66' rx='38' ry='9' fill='{rock.Light(0.25)}'/><ellipse cx='0' cy='-65' rx='31' ry='6.5' fill='{new Ink(0.12, 0.07, 0.08).Mix(0xFFA22A, heat)}'/>");
        if (heat > 0.05)
            Lava(stage, luck.For("lava"), heat);
        for (int i = 0; i < 5; i++)
            canvas.Add($"<ellipse cx='{-120 + i * 60 + luck.Between(50 + i, -14, 14)}' cy='{90 + luck.Between(60 + i, -14, 10)}' rx='{luck.Between(70 + i, 50, 80)}' ry='{luck.Between(80 + i, 18, 30)}' fill='{canvas.Halo(new Ink(0.85, 0.84, 0.86).Mix(0xE8803A, 0.5 * heat), 0.6)}'/>");
    }

    private static void Lava(Stage stage, Luck luck, double heat)
    {
        SvgCanvas canvas = stage.Canvas;
        canvas.Add($"<ellipse cx='0' cy='-66' rx='80' ry='50' fill='{canvas.Halo(0xFF7A1A, 0.8 * heat)}'/>");
        string stream = canvas.Down(new(0, 0xFFE27A), new(0.35, 0xFF9A2A), new(0.8, 0xE2420F), new(1, 0x9A1E0A, 0.4));
        for (int i = 0; i < 3; i++)
        {
            double x = (i - 1) * 17 + luck.Between(i, -4, 4), w = luck.Between(10 + i, 2.4, 4.4) * (0.6 + 0.6 * heat), foot = -10 + (50 + luck.Between(20 + i, 0, 40)) * heat, end = x * 2.4 + luck.Between(30 + i, -14, 14);
            canvas.Add($"<path d='M{x - w} -62C{x - w * 1.5} -30 {end + w} {foot - 50} {end - w * 1.6} {foot}Q{end} {foot + 9} {end + w * 1.6} {foot - 2}C{end + w * 3.2} {foot - 52} {x + w * 0.6} -30 {x + w} -62Z' fill='{stream}'/>");
        }
    }
}
