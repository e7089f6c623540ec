using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>What lies over a whole place: night, a wished colour, light, fog, rain and snow; in canvas units.</summary>
internal static class Sky
{
    private static void Wash(Stage stage, string fill, double opacity, string style = "")
        => stage.Canvas.Add($"<rect x='-80' y='-200' width='{stage.Canvas.Width + 160}' height='{stage.Canvas.Height + 400}' fill='{fill}' opacity='{opacity}'{style}/>");

    public static void Night(Stage stage, bool outdoor)
    {
        double night = stage.Scene.Night;
        if (night < 0.02)
            return;
        SvgCanvas canvas = stage.Canvas;
        Wash(stage, canvas.Down(new(0, 0x071244), new(0.55, 0x1C3278), new(1, 0x0D1A48)), 0.78 * night);
        if (!outdoor)
            return;
        Luck luck = stage.Luck.For("night");
        for (int i = 0; i < (int)(110 * night); i++)
            canvas.Add($"<circle cx='{luck.Between(i, 0, canvas.Width)}' cy='{Math.Pow(luck.Unit(300 + i), 1.4) * canvas.Height * 0.5}' r='{luck.Between(600 + i, 0.7, 2.6)}' fill='#fff' opacity='{luck.Between(900 + i, 0.3, 0.95) * night}'/>");
        double x = canvas.Width * (0.5 + stage.Side * 0.34), y = canvas.Height * 0.16;
        canvas.Add($"<g opacity='{night}'><circle cx='{x}' cy='{y}' r='190' fill='{canvas.Halo(0xBFD4FF, 0.6)}'/><circle cx='{x}' cy='{y}' r='46' fill='{canvas.Radial(0.4, 0.35, 0.7, new(0, 0xFFFFF4), new(1, 0xD7DEEE))}'/><circle cx='{x - 12}' cy='{y - 8}' r='9' fill='#c3cbdf' opacity='.6'/><circle cx='{x + 15}' cy='{y + 14}' r='6' fill='#c3cbdf' opacity='.6'/></g>");
    }

    /// <summary>Lifts the air around the subject, so that its dark side stands out from the night.</summary>
    public static void Moonshine(Stage stage, double x, double y, double radius)
        => stage.Canvas.Add($"<circle cx='{x}' cy='{y}' r='{radius}' fill='{stage.Canvas.Halo(0x7FA0F0, 0.55 * stage.Scene.Night)}'/>");

    public static void Dye(Stage stage)
    {
        Tint tint = stage.Scene.BackgroundTint;
        if (tint.Amount > 0.02)
            Wash(stage, stage.Canvas.Radial(0.5, 0.45, 0.75, new(0, tint.Ink.Light(0.14)), new(0.5, tint.Ink), new(1, tint.Ink.Dark(0.55))), 0.86 * tint.Amount);
    }

    public static void Light(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        double colour = Math.Abs(stage.Scene.LightWarmth - 0.5) * 2, power = stage.Scene.LightIntensity;
        double x = 0.5 + stage.Side * 0.5;
        Ink ink = stage.LightInk.Mix(0x4F78E0, 0.7 * stage.Scene.Night);
        Wash(stage, canvas.Radial(x, 0.12, 0.95, new(0, ink, 0.20 + 0.5 * colour), new(0.4, ink, 0.08 + 0.28 * colour), new(1, ink, 0.14 * colour)), (0.35 + 0.65 * power) * (1 - 0.4 * stage.Scene.Night), colour > 0.1 ? " style='mix-blend-mode:soft-light'" : "");
        if (stage.Scene.Rays > 0.02)
            Rays(stage, x * canvas.Width, ink);
    }

    private static void Rays(Stage stage, double x, Ink ink)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("rays");
        canvas.Add($"<g opacity='{0.95 * stage.Scene.Rays}' filter='{canvas.Blur(9)}'>");
        for (int i = 0; i < 8; i++)
        {
            double spread = (i - 3.5) * 0.22 - stage.Side * 0.5 + luck.Between(i, -0.07, 0.07), wide = luck.Between(20 + i, 0.03, 0.1), reach = canvas.Height * 1.35;
            canvas.Add($"<path d='M{x} -60L{x + (spread - wide) * reach} {reach}L{x + (spread + wide) * reach} {reach}Z' fill='{canvas.Down(new(0, ink.Light(0.5), 0.75), new(1, ink.Light(0.3), 0))}'/>");
        }

        canvas.Add("</g>");
        canvas.Add($"<circle cx='{x}' cy='-20' r='420' fill='{canvas.Halo(ink.Light(0.5), 0.85 * stage.Scene.Rays)}'/>");
    }

    public static void Fog(Stage stage, Ink air, double share)
    {
        double fog = stage.Scene.Fog * share;
        if (fog < 0.02)
            return;
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("fog");
        Ink mist = air.Mix(0xDDE2E8, 0.7).Mix(0x3B4664, stage.Scene.Night * 0.6);
        Wash(stage, canvas.Down(new(0, mist, 0.55), new(0.55, mist, 0.95), new(1, mist, 0.75)), fog * 0.85);
        for (int i = 0; i < 7; i++)
            canvas.Add($"<ellipse cx='{luck.Between(i, 0, canvas.Width)}' cy='{canvas.Height * luck.Between(20 + i, 0.45, 0.95)}' rx='{luck.Between(40 + i, 300, 620)}' ry='{luck.Between(60 + i, 40, 110)}' fill='{canvas.Halo(mist.Light(0.4), 0.8 * fog)}'/>");
    }

    public static void Precipitation(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        Luck luck = stage.Luck.For("weather");
        int drops = (int)(230 * stage.Scene.Rain);
        if (drops > 0)
            Wash(stage, "#24344c", 0.3 * stage.Scene.Rain);
        for (int i = 0; i < drops; i++)
        {
            double x = luck.Between(i, -100, canvas.Width + 100), y = luck.Between(500 + i, -60, canvas.Height), length = luck.Between(1000 + i, 28, 84);
            canvas.Add($"<path d='M{x} {y}l{-length * 0.2} {length}' stroke='#dceaff' stroke-width='{length / 32}' stroke-linecap='round' opacity='{luck.Between(1500 + i, 0.25, 0.65)}'/>");
        }

        for (int i = 0; i < (int)(240 * stage.Scene.Snowfall); i++)
        {
            double near = Math.Pow(luck.Unit(2000 + i), 2);
            canvas.Add($"<circle cx='{luck.Between(2500 + i, 0, canvas.Width)}' cy='{luck.Between(3000 + i, 0, canvas.Height)}' r='{2 + 9 * near}' fill='#fff' opacity='{0.9 - 0.4 * near}'/>");
        }
    }

    /// <summary>Darkens everything but a pool around the subject.</summary>
    public static void Spotlight(Stage stage, double x, double y, double radius)
    {
        double amount = stage.Scene.Spotlight;
        if (amount < 0.02)
            return;
        SvgCanvas canvas = stage.Canvas;
        canvas.Add($"<path d='M{x - 40} -60L{x - radius} {y + radius * 0.5}A{radius} {radius * 0.3} 0 0 0 {x + radius} {y + radius * 0.5}L{x + 40} -60Z' fill='{canvas.Down(new(0, stage.LightInk.Light(0.6), 0.6 * amount), new(1, stage.LightInk, 0.08 * amount))}'/>");
        double reach = Math.Max(canvas.Width, canvas.Height) * 1.6;
        canvas.Add($"<circle cx='{x}' cy='{y}' r='{reach}' fill='{canvas.Radial(0.5, 0.5, 0.5, new(0, 0x05040C, 0), new(radius / reach, 0x05040C, 0), new(radius * 1.9 / reach, 0x05040C, 0.88 * amount), new(1, 0x05040C, 0.95 * amount))}'/>");
    }
}
