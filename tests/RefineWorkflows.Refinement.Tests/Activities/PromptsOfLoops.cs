using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>How the words of a loop reach generators of different abilities.</summary>
public sealed class PromptsOfLoops
{
    private const string Complaint = "CLIP can only handle sequences up to 77 tokens";

    private static readonly string Rambling = string.Join(", ", Enumerable.Range(1, 200).Select(number => $"detail{number}"));

    [Theory]
    [InlineData(77, 34)]
    [InlineData(256, 115)]
    [InlineData(null, 200)]
    public async Task An_idea_is_condensed_to_what_the_encoder_reads_and_sent_whole_where_there_is_no_limit(int? tokens, int words)
    {
        ScriptedBackEnds backEnds = BackEnds(tokens, negative: true);
        await RunAsync(backEnds);
        Assert.Equal(words, backEnds.Generated.ElementAt(1).Prompt.Split(' ').Length);
    }

    [Theory]
    [InlineData(77, true)]
    [InlineData(256, false)]
    [InlineData(null, true)]
    public async Task The_complaint_of_clip_is_told_unless_a_longer_encoder_reads_on(int? tokens, bool isTold)
    {
        IReadOnlyList<IterationRecord> steps = await RunAsync(BackEnds(tokens, negative: true));
        Assert.All(steps, step => Assert.Equal(isTold, step.ParseWarnings.Contains(Complaint)));
    }

    [Fact]
    public async Task A_first_prompt_that_the_encoder_cannot_read_is_cut_and_told()
    {
        ScriptedBackEnds backEnds = BackEnds(77, negative: true);
        IReadOnlyList<IterationRecord> steps = await RunAsync(backEnds, ("Prompt", Rambling));
        Assert.Contains(PromptWarnings.Truncated, steps[0].ParseWarnings);
        Assert.DoesNotContain(PromptWarnings.Truncated, steps[1].ParseWarnings);
        Assert.True(new PromptBudget(77).Fits(backEnds.Generated.First().Prompt));
    }

    [Theory]
    [InlineData(null, true, "one cat, whole body, a cat", "dogs")]
    [InlineData(77, true, "one cat, whole body, a cat", "dogs")]
    [InlineData(null, false, "one cat, whole body, a cat. a cat that is alone", null)]
    [InlineData(77, false, "one cat, whole body, a cat", null)]
    public async Task Anchor_and_exclusions_go_the_way_that_the_generator_can_take(int? tokens, bool negative, string prompt, string? sent)
    {
        ScriptedBackEnds backEnds = BackEnds(tokens, negative);
        await RunAsync(backEnds, ("Subject", "one cat"), ("Framing", "whole body"), ("NegativePrompt", "dogs"), ("Affirmative", "a cat that is alone"));
        Assert.Equal((prompt, sent), (backEnds.Generated.First().Prompt, backEnds.Generated.First().NegativePrompt));
        Assert.Equal(tokens is not null && !negative, backEnds.Condensed.Any(one => one.Contains("a cat that is alone", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_negative_prompt_that_nobody_can_take_is_told_at_the_start()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(null, negative: false));
        RunRow run = await engine.RunAsync("refine-loop", "told", ("NegativePrompt", "dogs"), ("MaxIterations", 1));
        Assert.Contains(PromptWarnings.NegativeUnsupported, run.Warnings);
        Assert.Contains("negative handling: none", await File.ReadAllTextAsync(Path.Combine(engine.Artifacts.PathOf("told"), "summary.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_negative_prompt_that_names_the_subject_is_refused_before_anything_is_painted()
    {
        using var folder = new TempFolder();
        ScriptedBackEnds backEnds = BackEnds(null, negative: true);
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.StartAsync("refine-loop", "refused", ("Subject", "one cat"), ("NegativePrompt", "cats"));
        Assert.Contains("contains 'cat'", (await engine.Client.ReadStateAsync(new InstanceId("refused"), CancellationToken.None)).StatusReason, StringComparison.Ordinal);
        Assert.Empty(backEnds.Generated);
    }

    private static ScriptedBackEnds BackEnds(int? tokens, bool negative) => new()
    {
        Capabilities = new GeneratorCapabilities("scripted", tokens, negative, true, true),
        Reply = (iteration, _) => $"SCORE: {iteration + 3}/10\nCONTINUE: {Rambling}",
        Complaints = [Complaint],
    };

    private static async Task<IReadOnlyList<IterationRecord>> RunAsync(ScriptedBackEnds backEnds, params (string, object)[] input)
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.RunAsync("refine-loop", "words", [("Strategy", "climbing"), ("MaxIterations", 2), .. input]);
        return await engine.Records.IterationsAsync("words", CancellationToken.None);
    }
}
