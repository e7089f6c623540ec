using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>Steam that curls up in white wisps, smoke that rolls in grey clouds; in the units of a subject's box.</summary>
internal static class Vapour
{
    public static void Steam(Stage stage, double footY, double halfWidth, double height, double amount)
    {
        Luck luck = stage.Luck.For("steam");
        int wisps = 2 + (int)Math.Round(6 * amount);
        Ink white = new Ink(1, 0.985, 0.96);
        string fill = stage.Canvas.Down(new(0, white, 0), new(0.3, white, 0.32 + 0.3 * amount), new(0.75, white, 0.42 + 0.38 * amount), new(1, white, 0));
        stage.Canvas.Add($"<g filter='{stage.Canvas.Blur(2.2)}'>");
        for (int i = 0; i < wisps; i++)
        {
            double x = -halfWidth + (i + 0.5 + luck.Between(i, -0.3, 0.3)) * 2 * halfWidth / wisps, h = height * luck.Between(10 + i, 0.65, 1), s = luck.Pick(20 + i, -1.0, 1.0) * luck.Between(30 + i, 11, 20), w = luck.Between(40 + i, 3.5, 6) * (0.8 + amount * 0.7);
            stage.Canvas.Add($"<path d='M{x} {footY}C{x - s * 1.5} {footY - h * 0.3} {x + s * 1.5} {footY - h * 0.45} {x + s * 0.3} {footY - h * 0.68}C{x - s * 0.7} {footY - h * 0.86} {x + s * 0.1} {footY - h * 0.95} {x + s * 0.5} {footY - h}C{x + s * 0.4 + w} {footY - h * 0.93} {x - s * 0.2 + w * 1.2} {footY - h * 0.86} {x + s * 0.5 + w * 2} {footY - h * 0.66}C{x + s * 1.9 + w * 2} {footY - h * 0.42} {x - s * 1.1 + w * 1.5} {footY - h * 0.26} {x + w} {footY}Z' fill='{fill}'/>");
        }

        stage.Canvas.Add("</g>");
    }

    public static void Smoke(Stage stage, double footY, double halfWidth, double height, double amount)
    {
        Luck luck = stage.Luck.For("smoke");
        int puffs = 10 + (int)Math.Round(26 * amount);
        for (int i = 0; i < puffs; i++)
        {
            double rise = luck.Unit(i), size = 16 + 46 * rise * luck.Between(100 + i, 0.6, 1.2);
            Ink grey = new Ink(0.32, 0.31, 0.34).Mix(new Ink(0.72, 0.70, 0.72), luck.Unit(200 + i));
            stage.Canvas.Add($"<circle cx='{luck.Between(300 + i, -1, 1) * halfWidth * (0.5 + rise)}' cy='{footY - rise * height}' r='{size}' fill='{stage.Canvas.Halo(grey, 0.25 + 0.55 * amount)}'/>");
        }
    }
}
