using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Proposes words for what the measuring judge misses, and shortens prompts without a model.</summary>
/// <param name="codec">Decodes the pictures, and limits what they may cost.</param>
public sealed class MeasuringProposer(ImageCodec codec) : IProposer
{
    /// <summary>From here on the proposer is adventurous: it chooses among many ideas, and combines two at once.</summary>
    private const double Adventurous = 0.7;

    /// <summary>Descriptors that a first prompt gets beside the task: more leave the critic nothing to say.</summary>
    private const int WordsOfAWriter = 2;

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
    /// Writes without a model: the task with the words that its goal's targets ask for most. Revises by adding what the
    /// feedback says, of two descriptors about the same thing the newer; the task stays in front.
    /// </summary>
    public Task<string> ReviseAsync(RevisionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        WorkingPrompt task = WorkingPrompt.Parse(request.Task);
        return Task.FromResult(request.Previous is null
            ? task.With([.. Ideas.Wishes(GoalReader.Read(request.Goal)).Take(WordsOfAWriter)]).ToString()
            : WorkingPrompt.Parse($"{request.Task}, {request.Previous}, {request.Feedback}").ToString());
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
        string[] open = [.. Ideas.InTasteOf(request.Brief, ideas.Where(idea => !rejected.Contains(idea)).Distinct(StringComparer.OrdinalIgnoreCase), prompt)];
        if (open.Length == 0)
            return "";
        int choices = Math.Min(open.Length, 1 + (int)Math.Round(4 * Math.Clamp(request.Temperature, 0, 2)));
        return open[adventurous ? StableRandom.Below(choices, request.Seed, Purpose, 0) : 0];
    }
}
