using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Peak : Subject
{
    public override IReadOnlyList<string> Names => ["mountain", "peak", "summit", "alp"];
    public override IReadOnlyList<string> Homes => ["mountains", "snow", "sunset"];
    public override double? Foot => 80;
    public override double Reach => 130;
    public override (double Y, double HalfWidth) Top => (-80, 40);
    public override bool Shades => false;

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("mountain");
        SvgCanvas canvas = stage.Canvas;
        Ink rock = stage.Dye(luck.Pick<Ink>(0, 0x6D7690, 0x7C6E6A, 0x59657C));
        canvas.Add($"<path d='M-156 104L-118 62L-96 50L-40 -44L-18 -18L22 -84L70 -10L84 -26L118 52L160 104Z' fill='{canvas.Down(new(0, rock.Light(0.3)), new(0.5, rock), new(0.84, rock.Dark(0.15)), new(1, rock.Light(0.3), 0))}'/>");
        canvas.Add($"<path d='M22 -84L70 -10L84 -26L118 52L160 104L40 104L52 58L20 22L34 -14Z' fill='{canvas.Down(new(0, rock.Dark(0.5), 0.55), new(0.8, rock.Dark(0.5), 0.45), new(1, rock.Dark(0.5), 0))}'/><path d='M-40 -44L-18 -18L-26 12L-52 54L-30 104L-80 104L-60 40L-48 6Z' fill='{canvas.Down(new(0, rock.Dark(0.4), 0.4), new(1, rock.Dark(0.4), 0))}'/>");
        canvas.Add($"<path d='M22 -84L-8 -35L6 -44L14 -30L26 -46L40 -26L50 -40L60 -26L70 -10ZM-40 -44L-62 -8L-50 -16L-42 -4L-30 -18L-18 -18ZM84 -26L76 -18L82 -12L90 -4L94 -4Z' fill='{canvas.Down(new(0, 0xFFFFFF), new(1, 0xDCE6F2))}'/><path d='M22 -84L40 -26L50 -40L60 -26L70 -10Z' fill='#8fa6c8' opacity='.45'/>");
        for (int i = 0; i < 5; i++)
            canvas.Add($"<ellipse cx='{-120 + i * 60 + luck.Between(10 + i, -14, 14)}' cy='{88 + luck.Between(20 + i, -16, 10)}' rx='{luck.Between(30 + i, 50, 80)}' ry='{luck.Between(40 + i, 18, 32)}' fill='{canvas.Halo(0xF2F6FA, 0.55)}'/>");
    }
}
