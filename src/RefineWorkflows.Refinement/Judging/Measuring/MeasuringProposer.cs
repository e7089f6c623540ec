using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Proposes words for what the measuring judge misses, and shortens prompts without a model.</summary>
/// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
public sealed class MeasuringProposer(ImageCodec codec) : IProposer
{
    /// <summary>From here on the proposer is adventurous: it chooses among many ideas, and combines two at once.</summary>
    private const double Adventurous = 0.7;

    private const string Purpose = "measuring_proposal";

    /// <summary>With the default limits.</summary>
    public MeasuringProposer()
        : this(new ImageCodec(ImageLimits.Default))
    {
    }

    public string Id => "measuring-proposer";

    /// <inheritdoc/>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    public Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Propose(request), cancellationToken);
    }

    /// <summary>
    /// Condenses without a model: descriptors between commas, each once, of two about the same thing the newer. When it is
    /// too long, the oldest behind the first (the subject) go.
    /// </summary>
    public Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWords, 1);
        return Task.FromResult(WorkingPrompt.Parse(description).CutTo(maxWords).ToString());
    }

    private string Propose(ProposalRequest request)
    {
        Assessment assessment = Assessment.Of(MeasuredPicture.Decode(codec, request.Image), GoalReader.Read(request.Goal));
        WorkingPrompt prompt = WorkingPrompt.Parse(request.Prompt);
        IReadOnlyList<Phrase> phrases = Ideas.Phrases(assessment, prompt);
        string[] singles = [.. Ideas.Singles(phrases, prompt)];
        string[] pairs = [.. Ideas.Pairs(phrases, prompt)];
        bool adventurous = request.Temperature >= Adventurous;
        IEnumerable<string> ideas = adventurous ? pairs.Concat(singles) : singles.Concat(pairs);
        if (!assessment.HasSubject)
            ideas = ideas.Prepend(Ideas.Restore(prompt));

        var rejected = request.RejectedIdeas.Select(idea => WorkingPrompt.Parse(idea).ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] open = [.. ideas.Where(idea => !rejected.Contains(idea)).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (open.Length == 0)
            return "";
        int choices = Math.Min(open.Length, 1 + (int)Math.Round(4 * Math.Clamp(request.Temperature, 0, 2)));
        return open[adventurous ? StableRandom.Below(choices, request.Seed, Purpose, 0) : 0];
    }
}
