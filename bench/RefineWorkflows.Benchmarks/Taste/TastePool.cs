using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>Pictures by the embedded painter: many goals, several candidates each, as a loop would propose them.</summary>
/// <param name="Features">What the candidates' features are.</param>
/// <param name="Candidates">The candidates of each goal.</param>
public sealed record TastePool(FeatureSpec Features, IReadOnlyList<IReadOnlyList<PaintedCandidate>> Candidates)
{
    private static readonly string[] Subjects =
        ["lighthouse", "cat", "robot", "cottage", "sailing boat", "mug", "dog", "tree", "bird", "car", "flower", "person", "fish", "lantern", "apple", "hot dog", "volcano"];

    private static readonly string[] Places =
        ["by the sea", "in a forest", "in the mountains", "in a city", "on a meadow", "in the desert", "in a garden", "on a wooden table", "in a rainy street", "in a library"];

    private static readonly string[] Wishes = ["", "", "", "at night", "in bright sunlight", "in warm light", "in cool light", "with vivid colours", "with muted colours", "close-up"];

    // Of each kind at most one word; an empty one leaves it to the painter.
    private static readonly string[][] Looks =
    [
        ["", "", "golden hour", "bright sunlight", "moonlight", "dim light", "warm light", "cool blue light", "dusk", "neon light"],
        ["", "", "vivid", "muted", "slightly muted", "very vivid", "monochrome"],
        ["", "", "close-up", "wide shot", "symmetrical", "larger subject", "on the left third"],
        ["", "", "simple background", "cluttered"],
        ["", "", "", "mist", "rain", "snowing", "embers"],
        ["", "", "high contrast", "soft light", "backlit"],
        ["", "", "", "", "", "watercolour", "oil painting", "pastel"],
    ];

    /// <summary>Paints a pool. The same arguments give the same pool.</summary>
    /// <param name="goals">How many goals.</param>
    /// <param name="each">Candidates of each.</param>
    /// <param name="side">Side of the pictures in pixels.</param>
    /// <param name="seed">Decides goals and looks.</param>
    /// <param name="cancellationToken">Ends the painting.</param>
    public static async Task<TastePool> PaintAsync(int goals, int each, int side, ulong seed, CancellationToken cancellationToken)
    {
        var extractor = new FeatureExtractor(ImageLimits.Default);
        var codec = new ImageCodec(ImageLimits.Default);
        var painter = new EmbeddedPainter();
        var candidates = new PaintedCandidate[goals * each];
        await Parallel.ForAsync(0, candidates.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (at, token) =>
        {
            string goal = Goal(at / each, seed);
            string[] look = Look(seed, at);
            GeneratedImage picture = await painter.GenerateAsync(new GenerationRequest(string.Join(", ", [goal, .. look]), null, StableRandom.Bits(seed, "paint", at), side, side), token);
            RgbImage pixels = codec.Decode(picture.Bytes);
            candidates[at] = new PaintedCandidate(goal, look, extractor.Extract(goal, [pixels], new PictureContext { MadeFrom = string.Join(", ", [goal, .. look]) }), Sight.Of(pixels));
        });
        return new TastePool(extractor.Spec, [.. candidates.Chunk(each)]);
    }

    /// <summary>The pool without the goals that another one has, so that nothing is tried on a goal that was learned from.</summary>
    public TastePool Without(TastePool other)
    {
        HashSet<string> taken = [.. other.Candidates.Select(candidates => candidates[0].Goal)];
        return this with { Candidates = [.. Candidates.Where(candidates => !taken.Contains(candidates[0].Goal))] };
    }

    /// <summary>Some of the words that candidates are varied by.</summary>
    internal static string[] Look(ulong seed, long at)
        => [.. Looks.Select((words, kind) => words[StableRandom.Below(words.Length, seed, "look", (at * Looks.Length) + kind)]).Where(word => word.Length > 0)];

    /// <summary>The same words but for one kind, which is drawn anew.</summary>
    internal static string[] Varied(IReadOnlyList<string> look, ulong seed, long at)
    {
        int kind = StableRandom.Below(Looks.Length, seed, "vary", at);
        string word = Looks[kind][StableRandom.Below(Looks[kind].Length, seed, "vary by", at)];
        return [.. look.Except(Looks[kind]), .. word.Length > 0 ? [word] : Array.Empty<string>()];
    }

    private static string Goal(int at, ulong seed)
    {
        string One(string[] words, string kind) => words[StableRandom.Below(words.Length, seed, kind, at)];
        return $"a {One(Subjects, "subject")} {One(Places, "place")} {One(Wishes, "wish")}".TrimEnd();
    }
}
