using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Backgrounds;

internal sealed class Mountains : Backdrop
{
    public override IReadOnlyList<string> Names => ["mountains", "alps", "highlands", "valley"];
    public override double Horizon => 0.66;
    public override bool Outdoor => true;
    public override Ink Air => 0xC4D4E4;

    public override void Paint(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("mountains");
        Fill(stage, 0, 1, canvas.Down(new(0, 0x6FA6D6), new(0.55, 0xE4EFF6)));
        for (int layer = 0; layer < 3; layer++)
        {
            Ink rock = new Ink(0.62, 0.7, 0.8).Mix(new Ink(0.3, 0.38, 0.44), layer / 2.0);
            string path = SvgCanvas.Text($"M-60 {canvas.Height}");
            for (int i = 0; i <= 8; i++)
                path += SvgCanvas.Text($"L{((i - 0.5) * canvas.Width / 7) + luck.Between((layer * 30) + i, -30, 30)} {canvas.Height * ((i % 2 == 0 ? 0.5 : luck.Between((layer * 30) + 15 + i, 0.18, 0.34)) + (layer * 0.08))}");
            canvas.Add($"<path d='{path}L{canvas.Width + 60} {canvas.Height}Z' fill='{canvas.Down(new(0, rock.Light(0.6)), new(0.25, rock), new(1, rock.Dark(0.2)))}'/>");
        }

        Ridge(stage, "valley", 0.7, 0.02, canvas.Down(new(0, 0x7FA85A), new(1, 0x3E6A36)), 5);
    }
}
