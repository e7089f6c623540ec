using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>Where the copies of the subject stand: the leading one in front and last, the others beside and behind it.</summary>
internal static class Crowd
{
    public static Staging[] Arrange(Stage stage, Subject subject, double horizon)
    {
        SceneLatent scene = stage.Scene;
        double width = stage.Canvas.Width, height = stage.Canvas.Height;
        int count = Math.Clamp(scene.Count, 1, 9);
        double zoom = Math.Pow(1.75, (scene.Framing - 0.5) * 2);
        double scale = 2.9 * Math.Pow(1.9, (scene.Scale - 0.5) * 2) * zoom / (1 + 0.34 * (Math.Min(count, 5) - 1));
        double x = scene.X * width, y = scene.Y * height;
        if (subject.Foot is { } foot)
        {
            // A standing thing stands on the ground of its place, unless it is so near that the ground is out of the frame.
            double ground = Math.Min(horizon + 0.17 + (scene.Y - 0.5) * 0.5, 0.97) * height;
            double nearness = Math.Clamp((scale - 3.6) / 3, 0, 1);
            y = (ground - foot * scale) * (1 - nearness) + y * nearness;
        }

        bool mirrored = stage.Luck.For("crowd").Unit(0) < 0.5 && scene.Symmetry < 0.5;
        if (count == 1)
            return [new Staging(x, y, scale, mirrored)];

        // Rows of up to five: an odd one out stands in the middle in front.
        var crowd = new Staging[count];
        int front = (count + 1) / 2, back = count - front;
        double pitch = Math.Min(215 * scale, width * 0.92 / Math.Max(front, back + 1));
        double size = Math.Min(scale, pitch / 180);
        for (int i = 0; i < back; i++)
            crowd[i] = new Staging(x + (i - (back - 1) / 2.0) * pitch, y - 82 * size, size * 0.86, (i & 1) == 0 != mirrored);
        for (int i = 0; i < front; i++)
            crowd[back + i] = new Staging(x + (i - (front - 1) / 2.0) * pitch, y + 26 * size, size, (i & 1) == 1 != mirrored);
        return crowd;
    }
}
