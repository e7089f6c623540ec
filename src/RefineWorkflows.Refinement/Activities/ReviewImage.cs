using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Reviews;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.ReviewImage", "Human", "Asks a person whether a picture is delivered, taken further or started over, and waits for the answer.", Outcomes = ["Accept", "Refine", "Reject"])]
public sealed class ReviewImage(RunRecords records) : Activity
{
    /// <summary>The stimulus that it waits for.</summary>
    public const string Stimulus = "Refine.Review";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("The picture, as GenerateImage made it.", UIHint = "variable-picker")]
    public Input<Picture> Picture { get; } = new(null!);

    [Input("Its grade, as SynthesizeGrade made it; shown to the person. Empty where there is none.", UIHint = "variable-picker")]
    public Input<GradeResult?> Grade { get; } = new(null);

    [Input("What was said about it; a note of the person takes its place.", UIHint = "variable-picker")]
    public Input<Evaluation?> Evaluation { get; } = new(null);

    [Input("What the person is asked. Empty: whether the picture is good enough.")]
    public Input<string?> Question { get; } = new(null);

    [Input("How long it waits, as hh:mm:ss or d.hh:mm:ss; 0 takes the default at once, empty waits for ever.")]
    public Input<TimeSpan?> Deadline { get; } = new(TimeSpan.FromDays(1));

    [Input("What is done when nobody answers.", UIHint = "dropdown", Options = ["accept", "refine", "reject"])]
    public Input<string?> Default { get; } = new("accept");

    [Output("The answer: what is done, the person's note, and who answered.")]
    public Output<ReviewAnswer> Answer { get; } = new();

    [Output("What was said about the picture, with the person's note as what to change.")]
    public Output<Evaluation?> Reviewed { get; } = new();

    [Output("Why the run ends; empty unless the picture is accepted.")]
    public Output<string?> Reason { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    /// <summary>What a bookmark of it waits for.</summary>
    public static JsonElement WaitingFor(string review) => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["ReviewId"] = review });

    /// <summary>The review that a bookmark of it waits for.</summary>
    public static string ReviewOf(JsonElement payload) => payload.GetProperty("ReviewId").GetString()!;

    /// <summary>An answer as it is delivered.</summary>
    public static byte[] Write(ReviewAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, Json);

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        RunRow run = context.Get(Run);
        Picture picture = context.Get(Picture);
        TimeSpan? deadline = context.Get(Deadline);
        if (deadline < TimeSpan.Zero)
            throw new RunSettingsException($"The deadline of the review is {deadline}; allowed: 0 or more, or leave it empty to wait for ever.");
        ReviewDecision otherwise = ReviewDecisions.TryParse(context.Get(Default) is { Length: > 0 } name ? name : "accept")
            ?? throw new RunSettingsException($"The default of the review is '{context.Get(Default)}'; choose {string.Join(", ", ReviewDecisions.Names)}.");
        // Derived, not drawn: whoever evaluates this visit again asks the same question.
        var review = new Review(
            $"{context.Instance}-{context.Execution}",
            run.Id,
            context.Get(Question) is { } question && !string.IsNullOrWhiteSpace(question) ? question.Trim() : "Is this picture good enough?",
            picture.Iteration,
            picture.File,
            context.Get(Grade),
            context.Now,
            deadline is { } wait ? context.Now + wait : null,
            otherwise);
        if (deadline == TimeSpan.Zero)
        {
            await CloseAsync(context, review, new ReviewAnswer(otherwise, null, null));
            return;
        }

        context.Record(RunRecords.Row(review));
        context.WaitFor(Stimulus, WaitingFor(review.Id), review.DueAt);
    }

    protected override async ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        Review review = await records.FindReviewAsync(ReviewOf(resumption.Payload), context.CancellationToken)
            ?? throw new RunSettingsException($"The review {ReviewOf(resumption.Payload)} is gone from the store; retry the activity to ask anew.");
        ReviewAnswer? answer = resumption.Input.ValueKind == JsonValueKind.Object ? resumption.Input.Deserialize<ReviewAnswer>(Json) : null;
        await CloseAsync(context, review, answer ?? new ReviewAnswer(review.Default, null, null));
    }

    private async ValueTask CloseAsync(ActivityContext context, Review review, ReviewAnswer answer)
    {
        Evaluation? evaluation = context.Get(Evaluation);
        bool accepted = answer.Decision == ReviewDecision.Accept;
        context.Record(RunRecords.Row(review with { Answer = answer, AnsweredAt = context.Now }));
        // What a person takes is the run's picture, whatever others scored higher.
        if (accepted && await records.FindAsync(review.Run, context.CancellationToken) is { } run)
        {
            Picture picture = context.Get(Picture);
            context.Record(RunRecords.Row(run with { Reason = StopReasons.Done, Best = new BestPicture(picture.Iteration, evaluation?.Verdict.Score, picture.File) { Clip = picture.Clip } }));
        }

        context.Set(Answer, answer);
        context.Set(Reviewed, answer.Note is { Length: > 0 } note && evaluation is not null
            ? evaluation with { Verdict = evaluation.Verdict with { Action = VerdictAction.Continue, NextPrompt = note } }
            : evaluation);
        context.Set(Reason, accepted ? StopReasons.Done : null);
        context.Complete(answer.Decision.ToString());
    }
}
