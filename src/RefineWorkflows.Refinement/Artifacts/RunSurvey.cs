using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Brings together what is recorded and what is on the disk.</summary>
internal sealed class RunSurvey
{
    private readonly RunHeader header;
    private readonly IReadOnlyList<IterationRecord> records;
    private readonly IReadOnlyList<DevicePhase> gpu;
    private readonly string stopReason;

    public RunSurvey(RunFolder folder, RunHeader header, IReadOnlyList<IterationRecord> records, IReadOnlyList<DevicePhase> gpu, string stopReason)
    {
        this.gpu = gpu;
        this.header = header;
        this.records = records;
        this.stopReason = stopReason;
        Dictionary<int, IterationRecord> known = records.ToDictionary(record => record.Iteration);
        Pictures = [.. folder.Pictures().Select(iteration => known.TryGetValue(iteration, out IterationRecord? record)
            ? new ReportPicture(iteration, RunFolder.PictureName(iteration), true, record.Score, record.Prompt, record.Seed) { ClipPath = folder.ClipOf(iteration) }
            : new ReportPicture(iteration, RunFolder.PictureName(iteration), false, null, null, null) { ClipPath = folder.ClipOf(iteration) })];
        // A judged picture wins over one that nobody judged, and the first over its equals.
        // By comparison the last that was accepted wins, whatever its score.
        int? winner = header.Settings.Pairwise ? records.LastOrDefault(record => record.Accepted)?.Iteration : null;
        Best = Pictures.FirstOrDefault(picture => picture.Iteration == winner) ?? Pictures.Where(picture => picture.Evaluated).MaxBy(picture => picture.Score ?? 0) ?? (Pictures.Count > 0 ? Pictures[0] : null);
    }

    public IReadOnlyList<ReportPicture> Pictures { get; }

    public ReportPicture? Best { get; }

    public RunReport Report(IReadOnlyList<ReportArtifact> artifacts)
    {
        int evaluations = records.Sum(record => record.Cost.EvaluatorCalls);
        IterationRecord? last = records.Count > 0 ? records[^1] : null;
        return new RunReport
        {
            RunId = header.RunId,
            Goal = header.Goal,
            DefinitionVersion = header.DefinitionVersion,
            Strategy = header.Settings.Strategy,
            Parameters = header.Settings,
            Models = new ReportModels(header.Generator, header.Judge, header.Proposer),
            StopReason = stopReason,
            DoneOnBest = stopReason == StopReasons.Done && last?.Action == VerdictAction.Done ? last.Iteration == Best?.Iteration : null,
            Iterations = records.Count,
            Generations = Pictures.Count,
            Evaluations = evaluations,
            EvaluatorRetries = evaluations - records.Count(record => record.Cost.EvaluatorCalls > 0),
            Best = Best,
            Pictures = Pictures,
            ScoreSeries = [.. records.Select(record => record.Score)],
            Statuses = [.. records.Select(record => record.Status)],
            Budget = header.Budget,
            Fingerprint = RunFingerprint.Compute(header.DefinitionVersion, header.Settings, records),
            Warnings = [.. Warnings()],
            Gpu = gpu.Count > 0 ? gpu : null,
            StartedAt = records.Count > 0 ? records[0].StartedAt : null,
            EndedAt = last?.EndedAt,
            Artifacts = artifacts,
        };
    }

    private IEnumerable<string> Warnings()
    {
        foreach (string warning in header.Warnings)
            yield return warning;
        foreach (IterationRecord record in records)
        {
            foreach (string warning in record.ParseWarnings)
                yield return $"iteration {record.Iteration}: {warning}";
            if (Pictures.All(picture => picture.Iteration != record.Iteration))
                yield return $"iteration {record.Iteration}: picture_missing";
        }
    }
}
