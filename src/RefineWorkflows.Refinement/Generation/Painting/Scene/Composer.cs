using RefineWorkflows.Refinement.Generation.Painting.Atmosphere;
using RefineWorkflows.Refinement.Generation.Painting.Backgrounds;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>Draws a scene as SVG, from the farthest thing to the nearest.</summary>
internal static class Composer
{
    private const double ShortSide = 1000;

    /// <returns>An SVG document of <paramref name="width"/> by <paramref name="height"/> pixels.</returns>
    public static string Compose(SceneLatent scene, ulong seed, int width, int height)
    {
        double unit = ShortSide / Math.Min(width, height);
        var canvas = new SvgCanvas(width * unit, height * unit);
        var stage = new Stage(canvas, scene, new Luck(seed, "painter"));
        Subject subject = Cast.Find(scene.Subject);
        Backdrop place = Places.Find(scene.Background, subject, OpenSky(scene), stage.Luck);
        double horizon = Math.Clamp(place.Horizon + (0.5 - scene.LowAngle) * -0.22, 0.2, 0.9);

        string tilt = SvgCanvas.Text($"<g transform='translate({canvas.Width / 2} {canvas.Height / 2}) rotate({(scene.Tilt - 0.5) * 28}) scale({1 + Math.Abs(scene.Tilt - 0.5) * 0.9}) translate({-canvas.Width / 2} {-canvas.Height / 2})'>");
        canvas.Add(tilt);
        PaintPlace(stage, subject, place, horizon);
        Sky.Fog(stage, place.Air, 0.75);
        PaintSubjects(stage, subject, place, horizon);
        canvas.Add("</g>");
        Sky.Fog(stage, place.Air, 0.45);
        Sky.Precipitation(stage);
        return canvas.Document(width, height);
    }

    /// <summary>Whether the words ask for what cannot be seen from a room: the night sky or weather.</summary>
    private static bool OpenSky(SceneLatent scene) => Math.Max(Math.Max(scene.Night, scene.Fog), Math.Max(scene.Rain, scene.Snowfall)) > 0.2;

    private static void PaintPlace(Stage stage, Subject subject, Backdrop place, double horizon)
    {
        SvgCanvas canvas = stage.Canvas;
        SceneLatent scene = stage.Scene;
        double zoom = Math.Pow(1.9, (scene.Framing - 0.5) * 2 * 0.8);
        double anchor = place.Horizon * canvas.Height;
        string markup = canvas.Capture(() => place.Paint(stage));
        string frame = SvgCanvas.Text($"<g transform='translate({canvas.Width / 2} {horizon * canvas.Height}) scale({Math.Max(1, zoom)}) translate({-canvas.Width / 2} {-anchor})'>");
        canvas.Add(frame);
        if (Math.Abs(horizon - place.Horizon) > 0.001 || zoom != 1)
            canvas.Add($"<rect x='-200' y='-400' width='{canvas.Width + 400}' height='{canvas.Height + 800}' fill='{place.Air}'/>");
        canvas.Add(markup);
        if (scene.Symmetry > 0.5)
            canvas.Add($"<g clip-path='{canvas.Clip($"<rect x='{canvas.Width / 2}' y='-400' width='{canvas.Width}' height='{canvas.Height + 800}'/>")}'><g transform='translate({canvas.Width} 0) scale(-1 1)'>{markup}</g></g>");
        canvas.Add("</g>");
        if (subject.Afloat && place.Outdoor)
            Sea.Paint(stage, place.Air, horizon + place.Shoreline - place.Horizon);
        if (scene.Clutter < 0.5)
        {
            Ink calm = place.Air.Light(0.25);
            canvas.Add($"<rect x='-80' y='-80' width='{canvas.Width + 160}' height='{canvas.Height + 160}' fill='{canvas.Radial(0.5, 0.4, 0.8, new(0, calm.Light(0.4)), new(1, calm.Dark(0.25)))}' opacity='{Math.Min(1, (0.5 - scene.Clutter) * 2.2)}'/>");
        }

        Sky.Dye(stage);
        Sky.Night(stage, place.Outdoor);
        double lamps = scene.Night * Math.Min(1, scene.Clutter * 2);
        if (lamps > 0.05 && scene.Symmetry <= 0.5)
        {
            canvas.Add(frame);
            canvas.Add($"<g opacity='{lamps}'>");
            place.Shine(stage);
            canvas.Add("</g></g>");
        }

        Sky.Light(stage);
    }

    private static void PaintSubjects(Stage stage, Subject subject, Backdrop place, double horizon)
    {
        SvgCanvas canvas = stage.Canvas;
        SceneLatent scene = stage.Scene;
        Staging[] crowd = Crowd.Arrange(stage, subject, horizon);
        Staging lead = crowd[^1];
        if (scene.Night > 0.05)
            Sky.Moonshine(stage, lead.X, lead.Y, 190 * lead.Scale);
        Heat.Behind(stage, subject, crowd);
        string figure = canvas.Capture(() => subject.Paint(stage));
        string effects = Relief.Markup(stage, subject, figure);
        if (scene.Night > 0.05)
            effects += canvas.Capture(() => subject.Shine(stage));
        Subject? companion = scene.Companion.Length > 0 ? Cast.Find(scene.Companion) : null;
        if (companion is not null)
        {
            var beside = new Staging(lead.X + (lead.X > canvas.Width * 0.55 ? -1 : 1) * lead.Scale * 112, lead.Y - lead.Scale * 14, lead.Scale * 0.55, false);
            string guest = canvas.Capture(() => companion.Paint(new Stage(canvas, scene with { SubjectTint = Tint.None, Char = 0 }, stage.Luck.For("companion"))));
            Place(canvas, companion, beside, guest, place);
        }

        foreach (Staging staging in crowd)
            Place(canvas, subject, staging, figure + effects, place);
        Heat.Before(stage, subject, crowd);
        Sky.Spotlight(stage, lead.X, lead.Y, 150 * lead.Scale);
    }

    private static void Place(SvgCanvas canvas, Subject subject, Staging staging, string markup, Backdrop place)
    {
        if (subject.Afloat && subject.Foot is { } waterline && place.Outdoor)
            canvas.Add($"<g transform='translate({staging.X} {staging.Y + 2 * waterline * staging.Scale}) scale({(staging.Mirrored ? -1 : 1) * staging.Scale} {-0.9 * staging.Scale})' opacity='.28' filter='{canvas.Blur(2.5)}'>{markup}</g>");
        else if (subject is { Foot: { } foot, Shades: true })
            canvas.Add($"<ellipse cx='{staging.X}' cy='{staging.Y + foot * staging.Scale}' rx='{subject.Reach * 1.18 * staging.Scale}' ry='{subject.Reach * 0.2 * staging.Scale}' fill='{canvas.Radial(0.5, 0.5, 0.5, new(0, place.Air.Dark(0.94), 0.72), new(0.55, place.Air.Dark(0.94), 0.42), new(1, place.Air.Dark(0.94), 0))}'/>");
        canvas.Add($"<g transform='translate({staging.X} {staging.Y}) scale({(staging.Mirrored ? -1 : 1) * staging.Scale} {staging.Scale})'>{markup}</g>");
    }
}
