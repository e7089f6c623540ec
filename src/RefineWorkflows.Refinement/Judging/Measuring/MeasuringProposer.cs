using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Proposes by measurement: the phrases that should help the weakest measures, in turn, none twice; hot, it chooses more freely and changes two things at once.</summary>
public sealed class MeasuringProposer : IProposer
{
    private const double Hot = 0.7;
    private const int HotChoices = 4;
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    public string Id => "measuring-proposer";

    /// <exception cref="RefineWorkflows.Imaging.ImagingException">The bytes are no picture, or one beyond the limits.</exception>
    public Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
        => Task.Run(() => Propose(request), cancellationToken);

    public Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken)
        => Task.FromResult(new Description(description).Within(maxWords));

    private static string Propose(ProposalRequest request)
    {
        var appraisal = new Appraisal(ImageMeasurer.Measure(Codec.Decode(request.Image)), GoalReader.Read(request.Goal));
        var description = new Description(request.Prompt);
        string[] phrases = [.. appraisal.Phrases().Where(phrase => !description.Has(phrase))];
        bool hot = request.Temperature > Hot;
        List<string> ideas = [];
        if (hot)
            ideas.AddRange(phrases.Zip(phrases.Skip(1)).Select(pair => description.With(pair.First, pair.Second)));
        ideas.AddRange(phrases.Select(phrase => description.With(phrase)));
        ideas.AddRange(phrases.Zip(phrases.Skip(1)).Select(pair => description.With(pair.First, pair.Second)));
        string[] fresh = [.. ideas.Distinct(StringComparer.Ordinal).Where(idea => !request.RejectedIdeas.Any(rejected => Normalise(rejected) == Normalise(idea)))];
        return fresh.Length == 0 ? "" : fresh[hot ? StableRandom.Below(Math.Min(HotChoices, fresh.Length), request.Seed, "proposal", 0) : 0];
    }

    private static string Normalise(string idea) => string.Join(' ', idea.ToLowerInvariant().Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries));
}
