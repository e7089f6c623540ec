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
                double foot = (subject.Foot ?? 60) - 4;
                canvas.Add($"<ellipse cx='0' cy='{foot - 60}' rx='{subject.Reach * 1.7}' ry='{90 + 80 * scene.Flames}' fill='{canvas.Halo(0xFF6A10, 0.25 + 0.65 * scene.Flames)}'/>");
                Fire.Tongues(stage, "fire behind", foot, subject.Reach * 1.12, 60 + 165 * scene.Flames, scene.Flames);
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
                Fire.Tongues(stage, "fire before", (subject.Foot ?? 60) + 10, subject.Reach * 0.98, 18 + 40 * scene.Flames, 0.35 + 0.5 * scene.Flames);
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
