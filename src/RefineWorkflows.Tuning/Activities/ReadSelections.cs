using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.ReadSelections", "Tuner", "Reads how many votes are new since the last training, of one user, or of one after the other: whoever has the most new votes comes first.", Outcomes = ["Enough", "TooFew", "Over"])]
public sealed class ReadSelections(VoteBook votes, TrainingDesk desk) : Activity
{
    private const int Page = 500;

    [Input("Whose votes. Empty: everybody's, one user each time that this is reached.")]
    public Input<string?> User { get; } = new(null);

    [Input("New votes from which on it is worth a training. Empty: 1.", DisplayName = "New votes")]
    public Input<int?> NewVotes { get; } = new(null);

    [Input("Votes in all below which nothing is trained. Empty: 20.", DisplayName = "Least votes")]
    public Input<int?> LeastVotes { get; } = new(null);

    [Input("What it said the last time that it was reached; empty the first time.", UIHint = "variable-picker")]
    public Input<Selections?> Before { get; } = new(null);

    [Output("Whose turn it is, and how many votes are new.")]
    public Output<Selections> Selections { get; } = new();

    [Output("Whose turn it is; empty when nobody is left.")]
    public Output<string?> Whose { get; } = new();

    // Votes go on while the tuner works: what it has read stays read.
    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        IReadOnlyList<string> served = context.Get(Before)?.Served ?? [];
        int least = Positive(context.Get(LeastVotes), 20, nameof(LeastVotes));
        Selections next = await NextAsync(context.Get(User), served, least, context.CancellationToken);
        int fresh = Positive(context.Get(NewVotes), 1, nameof(NewVotes));
        context.Set(Selections, next);
        context.Set(Whose, next.User.Length > 0 ? next.User : null);
        context.Complete(next.User.Length == 0 ? "Over" : next.New >= fresh && next.Total >= least ? "Enough" : "TooFew");
    }

    private async Task<Selections> NextAsync(string? user, IReadOnlyList<string> served, int least, CancellationToken cancellationToken)
    {
        IReadOnlyList<VoteHead> heads = string.IsNullOrWhiteSpace(user) ? await votes.UsersAsync(cancellationToken) : [await HeadAsync(Checked(user.Trim()), cancellationToken)];
        var open = new List<Selections>();
        foreach (VoteHead head in heads.Where(head => !served.Contains(head.User)))
        {
            long after = await UsedAsync(head, cancellationToken);
            long fresh = await CountAsync(head.User, after, long.MaxValue, cancellationToken);
            long total = fresh >= least ? fresh : await CountAsync(head.User, head.ForgottenThrough, least, cancellationToken);
            open.Add(new Selections(head.User, after, head.Last, fresh, total, [.. served, head.User]));
        }

        return open.OrderByDescending(one => one.New).ThenBy(one => one.User, StringComparer.Ordinal).FirstOrDefault() ?? new Selections("", 0, 0, 0, 0, served);
    }

    /// <summary>Everybody's votes together count for the model that is everybody's.</summary>
    private async Task<VoteHead> HeadAsync(string user, CancellationToken cancellationToken)
        => user == UserName.Shared
            ? new VoteHead(user, (await votes.UsersAsync(cancellationToken)).Sum(one => one.Last - one.ForgottenThrough))
            : await votes.HeadAsync(user, cancellationToken);

    /// <summary>The last vote that a finished training has used: the cursor stands in the training's own row, so that the two cannot disagree.</summary>
    private async Task<long> UsedAsync(VoteHead head, CancellationToken cancellationToken)
    {
        IEnumerable<long> used = (await desk.ListAsync(head.User, cancellationToken))
            .Where(training => training.Status is TrainingStatus.Done or TrainingStatus.RejectedByGate)
            .Select(training => training.Dataset.LastSequence);
        return Math.Min(head.Last, used.Append(head.ForgottenThrough).Max());
    }

    /// <summary>Votes of people after a number, that were not taken back; counted no further than asked for.</summary>
    private async Task<long> CountAsync(string user, long after, long enough, CancellationToken cancellationToken)
    {
        if (user == UserName.Shared)
        {
            long everybody = 0;
            foreach (VoteHead head in await votes.UsersAsync(cancellationToken))
                everybody += await CountAsync(head.User, head.ForgottenThrough, enough, cancellationToken);
            return Math.Max(0, everybody - after);
        }

        long count = 0;
        while (count < enough && await votes.ListAsync(user, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            count += page.Count(vote => vote.Source != PairSource.Machine && vote.UndoneAt is null);
            after = page[^1].Sequence;
        }

        return count;
    }

    private static string Checked(string user) => UserName.IsValid(user) ? user : throw new MemoryException($"The user is '{user}'; allowed: {UserName.Allowed}.");

    private static int Positive(int? given, int usual, string name)
        => given is null or (>= 1 and <= 1_000_000) ? given ?? usual : throw new MemoryException($"{name} of ReadSelections is {given}; allowed: 1 to 1000000.");
}
