using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.AskHuman", "Human", "Asks a person which of two pictures or clips is better, and waits for the vote.", Outcomes = ["First", "Second", "Tie", "BothBad", "Skip"])]
public sealed class AskHuman(RunArtifacts artifacts, RunRecords records, VoteBook votes, BallotBox ballots, VotedPictures pictures) : Activity
{
    /// <summary>The stimulus that it waits for.</summary>
    public const string Stimulus = "Refine.Vote";

    private const string TwoPictures = "two pictures";
    private const string BestAgainstCurrent = "best against current";

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("One picture, as GenerateImage or GenerateVideo made it. Not looked at when the best is compared.", UIHint = "variable-picker")]
    public Input<Picture?> First { get; } = new(null);

    [Input("The other picture; the current one when the best is compared.", UIHint = "variable-picker")]
    public Input<Picture> Second { get; } = new(null!);

    [Input("Which two are shown: the two that are given, or the run's best so far and the second.", UIHint = "dropdown", Options = [TwoPictures, BestAgainstCurrent])]
    public Input<string?> Mode { get; } = new(TwoPictures);

    [Input("What the person is asked. Empty: which one is better.")]
    public Input<string?> Question { get; } = new(null);

    [Input("How long it waits, as hh:mm:ss or d.hh:mm:ss; 0 takes the default at once, empty waits for ever.")]
    public Input<TimeSpan?> Deadline { get; } = new(TimeSpan.FromDays(1));

    [Input("What counts when nobody answers. It decides the run; nothing is learned from it.", UIHint = "dropdown", Options = ["first", "second", "tie", "bad", "skip"])]
    public Input<string?> Default { get; } = new("skip");

    [Output("The vote; empty when nobody answered or nothing was asked.")]
    public Output<Vote?> Vote { get; } = new();

    [Output("What was chosen: first, second, tie, bad or skip.")]
    public Output<string> Choice { get; } = new();

    [Output("The picture's file that was chosen; empty unless one was.")]
    public Output<string?> Winner { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    /// <summary>What a bookmark of it waits for.</summary>
    public static JsonElement WaitingFor(string ballot) => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["BallotId"] = ballot });

    /// <summary>The ballot that a bookmark of it waits for.</summary>
    public static string BallotOf(JsonElement payload) => payload.GetProperty("BallotId").GetString()!;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        RunRow run = context.Get(Run);
        TimeSpan? deadline = context.Get(Deadline);
        if (deadline < TimeSpan.Zero)
            throw new RunSettingsException($"The deadline of the vote is {deadline}; allowed: 0 or more, or leave it empty to wait for ever.");
        string named = context.Get(Default) is { Length: > 0 } given ? given : "skip";
        VoteOutcome otherwise = Choices.TryParse(named)
            ?? throw new RunSettingsException($"The default of the vote is '{named}'; choose {string.Join(", ", Choices.Names)}.");
        if (await PairAsync(context, run) is not ({ } first, { } second))
        {
            Close(context, null, VoteOutcome.B, context.Get(Second).File);
            return;
        }

        if (first.Sha256 == second.Sha256)
        {
            Close(context, null, VoteOutcome.Tie, null);
            return;
        }

        if (deadline == TimeSpan.Zero)
        {
            Close(context, null, otherwise, FileOf(otherwise, first, second));
            return;
        }

        // Derived, not drawn: whoever evaluates this visit again asks the same question with the same sides.
        bool swapped = StableRandom.Below(2, run.Settings.Seed, "vote-sides", second.Iteration) == 1;
        var ballot = new Ballot(
            $"{context.Instance}-{context.Execution}",
            run.Id,
            run.User,
            run.Goal,
            context.Get(Question) is { } question && !string.IsNullOrWhiteSpace(question) ? question.Trim() : "Which one is better?",
            swapped ? second : first,
            swapped ? first : second,
            swapped,
            context.Now,
            deadline is { } wait ? context.Now + wait : null,
            swapped ? otherwise.Mirrored() : otherwise);
        context.Record(BallotBox.Row(ballot));
        context.WaitFor(Stimulus, WaitingFor(ballot.Id), ballot.DueAt);
    }

    protected override async ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        string id = BallotOf(resumption.Payload);
        Ballot ballot = await ballots.FindAsync(id, context.CancellationToken)
            ?? throw new RunSettingsException($"The vote {id} that was asked for is gone from the store; retry the activity to ask anew.");
        Vote? vote = await VoteAsync(ballot, BallotAnswer.Read(resumption.Input), context.CancellationToken);
        VoteOutcome shown = vote?.Outcome ?? ballot.Default;
        context.Record(BallotBox.Row(ballot with { Outcome = shown, By = vote?.By, ClosedAt = context.Now }));
        VoteOutcome chosen = ballot.Swapped ? shown.Mirrored() : shown;
        Close(context, vote, chosen, FileOf(chosen, ballot.Named.First, ballot.Named.Second));
    }

    /// <summary>The vote in the book, whoever put it there: the desk that took the answer has, and after a crash this does.</summary>
    private async Task<Vote?> VoteAsync(Ballot ballot, BallotAnswer? answer, CancellationToken cancellationToken)
    {
        if (await votes.FindAsync(ballot.User, ballot.Id, cancellationToken) is { } standing)
            return standing;
        // Who wanted to be forgotten since is not remembered by a question that was still open.
        if (answer is null || (await votes.HeadAsync(ballot.User, cancellationToken)).ForgottenAt >= ballot.AskedAt)
            return null;
        try
        {
            return await votes.AddAsync(ballot.Answered(answer.Outcome, answer.By, answer.At, answer.Took), cancellationToken);
        }
        catch (VoteConflictException other)
        {
            return other.Standing;
        }
    }

    private async Task<(BallotPicture? First, BallotPicture? Second)> PairAsync(ActivityContext context, RunRow run)
    {
        Picture current = context.Get(Second);
        string mode = context.Get(Mode) is { Length: > 0 } named ? named : TwoPictures;
        if (mode is not (TwoPictures or BestAgainstCurrent))
            throw new RunSettingsException($"The mode of the vote is '{mode}'; choose '{TwoPictures}' or '{BestAgainstCurrent}'.");
        RunFolder folder = artifacts.Open(run.Id);
        if (mode == TwoPictures)
        {
            Picture other = context.Get(First) ?? throw new RunSettingsException($"The vote has no first picture; connect one, or choose the mode '{BestAgainstCurrent}'.");
            return (await KeepAsync(folder, other.Iteration, other.Clip ?? other.File, context.CancellationToken), await KeepAsync(folder, current.Iteration, current.Clip ?? current.File, context.CancellationToken));
        }

        return await records.FindAsync(run.Id, context.CancellationToken) is { Best: { } best }
            ? (await KeepAsync(folder, best.Iteration, best.Clip ?? best.File, context.CancellationToken), await KeepAsync(folder, current.Iteration, current.Clip ?? current.File, context.CancellationToken))
            : default;
    }

    // File before row: the copies are there before anybody can vote on them.
    private async Task<BallotPicture> KeepAsync(RunFolder folder, int iteration, string file, CancellationToken cancellationToken)
        => new(iteration, file, await pictures.AddAsync(await folder.ReadAsync(file, cancellationToken), cancellationToken));

    private static string? FileOf(VoteOutcome chosen, BallotPicture first, BallotPicture second) => chosen switch
    {
        VoteOutcome.A => first.File,
        VoteOutcome.B => second.File,
        _ => null,
    };

    private void Close(ActivityContext context, Vote? vote, VoteOutcome chosen, string? winner)
    {
        context.Set(Vote, vote);
        context.Set(Choice, Choices.NameOf(chosen));
        context.Set(Winner, winner);
        context.Complete(chosen switch
        {
            VoteOutcome.A => "First",
            VoteOutcome.B => "Second",
            _ => chosen.ToString(),
        });
    }
}
