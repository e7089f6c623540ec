using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Serving;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.FitChannelWeights", "Tuner", "Moves the weights of a grade's channels towards those that agree with the user's votes, where votes that were held out are told better, and writes them into the memory block quality_standards.")]
public sealed class FitChannelWeights(GradedPictures graded, VoteBook votes, MemoryBook memory) : Activity
{
    [Input("Whose. Empty: owner.")]
    public Input<string?> User { get; } = new(UserName.Default);

    [Output("The weights that were written; empty when nothing was changed.")]
    public Output<ChannelWeights?> Weights { get; } = new();

    [Output("Decisive votes between two graded pictures.")]
    public Output<int> Pairs { get; } = new();

    [Output("Why, in a sentence.")]
    public Output<string?> Reason { get; } = new();

    // Weights are written with the vote that they reach to: repeated, it finds them and moves them no further.
    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string user = context.Get(User) is { Length: > 0 } name ? name : UserName.Default;
        IReadOnlyList<Vote> all = await votes.ListAsync(user, 0, int.MaxValue, context.CancellationToken);
        long through = all.Count == 0 ? 0 : all[^1].Sequence;
        IReadOnlyList<ChannelPair> pairs = GradedVotes.Of(all, await graded.ListAsync(user, context.CancellationToken));
        ChannelWeights? fitted = through == await LearnedWeights.FittedThroughAsync(memory, user, context.CancellationToken) ? null : ChannelWeightFit.Fit(pairs, await LearnedWeights.ReadAsync(memory, user, context.CancellationToken) ?? ChannelWeights.Default);
        if (fitted is not null)
            await memory.EditAsync(user, MemoryLabels.QualityStandards, standards => LearnedWeights.Write(standards, fitted, through), "tuner", context.CancellationToken);
        context.Set(Weights, fitted);
        context.Set(Pairs, pairs.Count);
        context.Set(Reason, ReasonOf(pairs.Count, fitted));
        context.Complete();
    }

    private static string ReasonOf(int pairs, ChannelWeights? fitted)
        => pairs < ChannelWeightFit.Fewest ? $"{pairs} decisive votes are between two graded pictures, and {ChannelWeightFit.Fewest} are needed before channels are weighed by them."
            : fitted is null ? $"{pairs} decisive votes between graded pictures: other weights would not tell those that were held out any better."
            : $"{pairs} decisive votes between graded pictures: the new weights tell those that were held out better.";
}
