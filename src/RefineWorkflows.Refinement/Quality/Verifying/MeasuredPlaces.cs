using System.Globalization;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>
/// Finds a prompt's things among the pieces that stand out: one of a colour by its colour; what the prompt is about is taken
/// to be what stands out. What cannot be told apart so is left unknown, and what is said of it with it.
/// </summary>
internal static class MeasuredPlaces
{
    private const double OwnColour = 0.35;

    public static SpatialReport Look(PromptStructure prompt, MeasuredScene scene)
    {
        if (prompt.Claims.Count == 0)
            return SpatialReport.Missing("the prompt says nothing of places, numbers, sizes or light that could be measured");
        Dictionary<string, IReadOnlyList<Segment>> segments = Assign(prompt, scene);
        SpatialClaim[] known = [.. prompt.Claims.Where(claim => Needs(claim).All(segments.ContainsKey))];
        SpatialClaim[] unknown = [.. prompt.Claims.Except(known)];
        var things = new List<FoundThing>();
        foreach ((string name, IReadOnlyList<Segment> pieces) in segments)
            things.AddRange(known.OfType<CountClaim>().Any(claim => claim.Thing == name && claim.Count != 1) ? pieces.Select(piece => Found(name, [piece], scene)) : pieces.Count > 0 ? [Found(name, pieces, scene)] : []);
        string[] wanted = [.. known.SelectMany(Needs).Distinct()];
        SpatialReport report = SpatialVerifier.Verify(new SpatialPrompt(wanted, known), new SpatialScene(scene.Image.Width, scene.Image.Height, things, Light.Of(scene.Image)));
        ClaimFinding[] findings = [.. report.Claims, .. unknown.Select(claim => new ClaimFinding(claim, null, "pixels do not tell which piece is which"))];
        string[] evidence = [.. report.Reading.Evidence, .. unknown.Select(claim => $"{claim}: unknown (pixels do not tell which piece is which)"), Assumption(prompt, segments, scene)];
        return known.Length == 0
            ? SpatialReport.Missing("nothing that the prompt says of places can be told by pixels") with { Claims = findings }
            : report with { Claims = findings, Reading = report.Reading.Value is { } value ? ChannelReading.Of(value, evidence) : report.Reading };
    }

    private static IEnumerable<string> Needs(SpatialClaim claim) => claim is CountClaim count ? [count.Thing] : claim.Needs;

    private static Dictionary<string, IReadOnlyList<Segment>> Assign(PromptStructure prompt, MeasuredScene scene)
    {
        var assigned = new Dictionary<string, IReadOnlyList<Segment>>(StringComparer.Ordinal);
        if (prompt.Things.Count == 0)
            return assigned;
        PromptThing[] coloured = [.. prompt.Things.Where(thing => thing.Colour is not null && prompt.Things.Count(other => other.Colour == thing.Colour) == 1)];
        // One coloured thing alone is no matter of telling apart: its colour is the words' affair, its place this one's.
        if (prompt.Things.Count > 1 && coloured.Length > 1)
        {
            foreach (PromptThing thing in coloured)
                assigned[thing.Name] = [.. scene.Segments.Where(segment => MeasuredWords.ShareOf(thing.Colour!, segment.Hues) >= OwnColour)];
        }

        PromptThing main = prompt.Things[0];
        if (!assigned.ContainsKey(main.Name))
            assigned[main.Name] = [.. scene.Segments.Except(assigned.Values.SelectMany(pieces => pieces))];
        return assigned;
    }

    private static string Assumption(PromptStructure prompt, Dictionary<string, IReadOnlyList<Segment>> segments, MeasuredScene scene)
        => prompt.Things.Count > 0 && segments.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"what stands out ({scene.Segments.Count} {(scene.Segments.Count == 1 ? "segment" : "segments")}) is taken for {prompt.Things[0].Name}")
            : "things are told apart by their colours";

    // All pieces as one: steam above a cup is no second cup.
    private static FoundThing Found(string name, IReadOnlyList<Segment> pieces, MeasuredScene scene)
    {
        (double left, double top) = (pieces.Min(piece => piece.Left), pieces.Min(piece => piece.Top));
        (double right, double bottom) = (pieces.Max(piece => piece.Left + piece.Width), pieces.Max(piece => piece.Top + piece.Height));
        (int width, int height) = (scene.Image.Width, scene.Image.Height);
        return new FoundThing(name, new Box(left * width, top * height, (right - left) * width, (bottom - top) * height), MaskArea: pieces.Sum(piece => piece.Area) * width * height);
    }
}
