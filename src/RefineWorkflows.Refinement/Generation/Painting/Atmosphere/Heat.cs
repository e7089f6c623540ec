using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>Glow, fire, smoke and steam around the subject: what belongs behind it, and what rises in front.</summary>
internal static class Heat
{
    public static void Behind(Stage stage, Subject subject, IReadOnlyList<Staging> crowd)
    {
        SceneLatent scene = stage.Scene;
        SvgCanvas canvas = stage.Canvas;
        foreach (Staging staging in crowd)
        {
            if (scene.Glow > 0.02)
            {
                double radius = (110 + 130 * scene.Glow) * staging.Scale;
                canvas.Add($"<circle cx='{staging.X}' cy='{staging.Y}' r='{radius}' fill='{canvas.Halo(stage.GlowInk, Math.Min(1, 0.25 + 0.9 * scene.Glow))}'/><circle cx='{staging.X}' cy='{staging.Y}' r='{radius * 0.6}' fill='{canvas.Halo(stage.GlowInk.Light(0.5), 0.75 * scene.Glow)}'/>");
            }

            Open(canvas, staging);
            if (scene.Smoke > 0.02)
                Vapour.Smoke(stage, subject.Top.Y + 20, subject.Top.HalfWidth, 190, scene.Smoke);
            if (scene.Flames > 0.02)
            {
                (double foot, double reach) = (subject.Hearth.Y - 4, subject.Hearth.HalfWidth);
                canvas.Add($"<ellipse cx='0' cy='{foot - 60}' rx='{reach * 1.7}' ry='{90 + 80 * scene.Flames}' fill='{canvas.Halo(0xFF6A10, 0.25 + 0.65 * scene.Flames)}'/>");
                Fire.Tongues(stage, "fire behind", foot, reach * 1.12, 80 + 175 * scene.Flames, scene.Flames);
            }

            canvas.Add("</g>");
        }
    }

    public static void Before(Stage stage, Subject subject, IReadOnlyList<Staging> crowd)
    {
        SceneLatent scene = stage.Scene;
        SvgCanvas canvas = stage.Canvas;
        foreach (Staging staging in crowd)
        {
            Open(canvas, staging);
            if (scene.Flames > 0.02)
                Fire.Licks(stage, subject.Hearth.Y + 8, subject.Hearth.HalfWidth * 1.05, 26 + 52 * scene.Flames, scene.Flames);
            if (scene.Steam > 0.02)
                Vapour.Steam(stage, subject.Top.Y + 16, subject.Top.HalfWidth, 70 + 70 * scene.Steam, scene.Steam);
            canvas.Add("</g>");
        }

        Staging lead = crowd[^1];
        if (scene.Embers > 0.02)
            Fire.Embers(stage, lead.X, lead.Y + 70 * lead.Scale, Math.Max(150 * lead.Scale, canvas.Width * 0.42), lead.Y + 40 * lead.Scale, scene.Embers);
    }

    private static void Open(SvgCanvas canvas, Staging staging)
        => canvas.Add($"<g transform='translate({staging.X} {staging.Y}) scale({staging.Scale})'>");
}
