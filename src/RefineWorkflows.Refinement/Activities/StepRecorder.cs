using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Writes a decision about a picture down: the iteration, and the run as it stands after it.</summary>
public sealed class StepRecorder(RunArtifacts artifacts, RunRecords records)
{
    /// <param name="context">The step that decided; what is recorded commits with it.</param>
    /// <param name="run">The run.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="evaluation">What was said about it.</param>
    /// <param name="idea">The idea that led to it; null for the first.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="grade">Its grade; null where the loop does not grade.</param>
    /// <param name="amend">Says differently what the caller knows better; null changes nothing.</param>
    public async Task<IterationRecord> RecordAsync(ActivityContext context, RunRow run, Picture picture, Evaluation evaluation, string? idea, Decision decision, GradeResult? grade = null, Func<IterationRecord, IterationRecord>? amend = null)
    {
        IterationRecord record = Record(context, picture, evaluation, idea, decision) with { Grade = grade };
        record = amend?.Invoke(record) ?? record;
        RunFolder folder = artifacts.Open(run.Id);
        SearchStep? best = decision.State.Best;
        context.Record(
            RunRecords.Row(run with
            {
                Iterations = picture.Iteration,
                Best = best is null ? null : new BestPicture(best.Iteration, best.Score, best.File) { Clip = folder.ClipOf(best.Iteration) },
                Reason = decision.StopReason,
            }),
            RunRecords.Row(run.Id, record));
        await folder.AddToTraceAsync(record, stop => records.IterationsAsync(run.Id, stop), context.CancellationToken);
        return record;
    }

    private static IterationRecord Record(ActivityContext context, Picture picture, Evaluation evaluation, string? idea, Decision decision) => new()
    {
        Iteration = picture.Iteration,
        Prompt = picture.Prompt,
        ImagePrompt = picture.SentPrompt,
        ImagePath = picture.File,
        ClipPath = picture.Clip,
        ImageSha256 = picture.Sha256,
        Seed = picture.Seed,
        Strength = picture.Strength,
        ReferencePath = picture.Reference,
        EvaluatorResponse = evaluation.Reply,
        JudgedBy = evaluation.By,
        Score = evaluation.Verdict.Score,
        Action = evaluation.Verdict.Action,
        NextPrompt = (decision.Next as AdoptContinue)?.Text,
        Idea = idea,
        Status = decision.Status,
        Accepted = decision.Accepted,
        Delta = decision.Delta,
        Temperature = decision.Temperature,
        Random = decision.Random,
        ParseWarnings = [.. picture.Notes, .. evaluation.Verdict.Warnings, .. decision.Warnings],
        StartedAt = picture.StartedAt,
        EndedAt = context.Now,
        Cost = new IterationCost(evaluation.Attempts, decision.Next is AskDifferent ? 1 : 0),
    };
}
