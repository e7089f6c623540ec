using System.Globalization;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>
/// Whole runs without a limit, against tables that were worked out by hand from the rules of each strategy: which prompt is
/// sent, which picture is kept, from which one the next idea starts, and which failed ideas are told to the proposer.
/// </summary>
public sealed class AcceptedCandidates
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 300).Select(number => string.Create(CultureInfo.InvariantCulture, $"detail{number}")));

    /// <summary>Strictly better is kept, a tie is not; three failures in a row end it; a kept picture clears the list.</summary>
    [Fact]
    public Task Climbing() => MatchesAsync(
        "refine-loop",
        [("Strategy", "climbing"), ("Patience", 3)],
        [
            new("a cat", 5, true, Says: "step 1"),
            new("step 1", 5, false, Proposes: new("a cat", ["step 1"], Long)),
            new(Long, 6, true, Says: "step 3"),
            new("step 3", 4, false, Proposes: new(Long, ["step 3"], "other 2")),
            new("other 2", 6, false, Proposes: new(Long, ["step 3", "other 2"], "other 3")),
            new("other 3", 3, false),
        ],
        StopReasons.Patience,
        best: 3);

    /// <summary>The judge is followed whatever the score; nothing is ever proposed; the best is remembered, the first of equals.</summary>
    [Fact]
    public Task Greedy() => MatchesAsync(
        "refine-loop",
        [("Strategy", "greedy")],
        [
            new("a cat", 4, true, Says: "step 1"),
            new("step 1", 7, true, Says: Long),
            new(Long, 7, true, Says: "step 3"),
            new("step 3", 3, true, Says: "step 4"),
            new("step 4", 5, true, Says: null),
        ],
        StopReasons.Done,
        best: 2);

    /// <summary>Without heat a tie is kept and a worsening never; the proposer always starts from where the walk stands.</summary>
    [Fact]
    public Task Cold_annealing() => MatchesAsync(
        "refine-loop",
        [("Strategy", "annealing"), ("InitialTemperature", 0)],
        [
            new("a cat", 5, true, Says: "unused", Proposes: new("a cat", [], "other 1")),
            new("other 1", 5, true, Says: "unused", Proposes: new("other 1", [], "other 2")),
            new("other 2", 4, false, Says: "unused", Proposes: new("other 1", ["other 2"], Long)),
            new(Long, 6, true, Says: "unused", Proposes: new(Long, [], "other 4")),
            new("other 4", 6, true, Says: "unused", Proposes: new("other 4", [], "other 5")),
            new("other 5", 5, false, Says: null),
        ],
        StopReasons.Done,
        best: 4);

    /// <summary>At 100 degrees a loss of one point is kept with exp(-0.01) = 0.990 and of seven with 0.932; the two draws of this seed are below.</summary>
    [Fact]
    public async Task Hot_annealing()
    {
        Assert.True(StableRandom.Unit(7, "acceptance", 0) < 0.990 && StableRandom.Unit(7, "acceptance", 1) < 0.932);
        await MatchesAsync(
            "refine-loop",
            [("Strategy", "annealing"), ("InitialTemperature", 100), ("CoolingRate", 1)],
            [
                new("a cat", 8, true, Says: "unused", Proposes: new("a cat", [], "other 1")),
                new("other 1", 7, true, Says: "unused", Proposes: new("other 1", [], "other 2")),
                new("other 2", 9, true, Says: "unused", Proposes: new("other 2", [], "other 3")),
                new("other 3", 2, true, Says: "unused", Proposes: new("other 3", [], "other 4")),
                new("other 4", 3, true, Says: null),
            ],
            StopReasons.Done,
            best: 3);
    }

    /// <summary>As climbing, but from the best picture, with 0.8 - 0.5·k/19 as strength while there is no limit.</summary>
    [Fact]
    public Task Image_to_image() => MatchesAsync(
        "img2img-loop",
        [("Patience", 2)],
        [
            new("a cat", 5, true, Says: "step 1"),
            new("step 1", 5, false, From: 1, Strength: 0.7737, Proposes: new("a cat", ["step 1"], Long)),
            new(Long, 7, true, From: 1, Strength: 0.7474, Says: "step 3"),
            new("step 3", 7, false, From: 3, Strength: 0.7211, Proposes: new(Long, ["step 3"], "other 2")),
            new("other 2", 6, false, From: 3, Strength: 0.6947),
        ],
        StopReasons.Patience,
        best: 3);

    private static async Task MatchesAsync(string loop, (string, object)[] input, Row[] table, string reason, int best)
    {
        using var folder = new TempFolder();
        var ideas = new Queue<string>(table.Select(row => row.Proposes?.Idea).OfType<string>());
        var backEnds = new ScriptedBackEnds
        {
            Reply = (iteration, _) => Verdict(table[iteration - 1], iteration == table.Length && reason == StopReasons.Done),
            Propose = _ => ideas.Dequeue(),
        };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync(loop, "table", [("MaxIterations", 0), .. input]);
        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("table", CancellationToken.None);

        Assert.Equal((reason, table.Length, best), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal(table.Select(row => row.Prompt), backEnds.Generated.Select(one => one.Prompt));
        Assert.Equal(table.Select(row => (row.Score, row.Accepted)), steps.Select(step => (step.Score!.Value, step.Accepted)));
        Assert.Equal(table.Select(row => row.Strength), backEnds.Generated.Select(one => one.Strength is { } strength ? Math.Round(strength, 4) : (double?)null));
        Assert.Equal(table.Select(row => row.From is { } from ? RunFolder.PictureName(from) : null), steps.Select(step => step.ReferencePath));
        Assert.Equal(
            table.Select(row => row.Proposes).OfType<Proposal>().Select(one => $"{one.Base} not {string.Join(" | ", one.Rejected)}"),
            backEnds.Proposed.Select(one => $"{one.Prompt} not {string.Join(" | ", one.RejectedIdeas)}"));
        Assert.Empty(ideas);
    }

    private static string Verdict(Row row, bool isDone)
        => string.Create(CultureInfo.InvariantCulture, $"SCORE: {row.Score}/10\n{(isDone ? "DONE: that is it" : $"CONTINUE: {row.Says ?? "ignored"}")}");

    /// <summary>One iteration.</summary>
    /// <param name="Prompt">What is sent.</param>
    /// <param name="Score">What the judge gives.</param>
    /// <param name="Accepted">Whether it is kept.</param>
    /// <param name="Says">How the judge would go on.</param>
    /// <param name="From">The iteration whose picture it starts from.</param>
    /// <param name="Strength">How far it may move away from that one.</param>
    /// <param name="Proposes">What the proposer is asked afterwards; null when it is not.</param>
    private sealed record Row(string Prompt, double Score, bool Accepted, string? Says = null, int? From = null, double? Strength = null, Proposal? Proposes = null);

    /// <summary>One question to the proposer.</summary>
    /// <param name="Base">Prompt of the picture that it starts from.</param>
    /// <param name="Rejected">The failed ideas that it is told.</param>
    /// <param name="Idea">What it answers.</param>
    private sealed record Proposal(string Base, string[] Rejected, string Idea);
}
