using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Suites;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Runs;
using RefineWorkflows.Server.Starting;

namespace RefineWorkflows.Server.Suites;

/// <summary>
/// Runs suites: one durable run for each case, found again by the hash of everything that decides it, and then one batch of
/// grades. Begun again after any interruption it makes nothing twice.
/// </summary>
internal sealed class SuiteRunner
{
    private const string Deadline = "ReviewDeadline";

    private readonly Workbench workbench;
    private readonly GradeBook book;
    private readonly string verifier;
    private readonly RecordCollection<SuiteClaim> claims;

    /// <param name="workbench">What it runs on; its host has been started.</param>
    /// <param name="book">Who grades, with the grades given before.</param>
    /// <param name="verifier">What results call the one who grades.</param>
    public SuiteRunner(Workbench workbench, GradeBook book, string verifier)
    {
        this.workbench = workbench;
        this.book = book;
        this.verifier = verifier;
        claims = new RecordCollection<SuiteClaim>(workbench.Store, "suite-runs");
    }

    /// <param name="suite">The suite. All its settings are checked before the first run.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="progress">Is told what is going on, a line each.</param>
    /// <param name="stopped">Signalled when no further case is to begin.</param>
    /// <returns>Null when it was stopped before everything had its grade.</returns>
    /// <exception cref="SuiteException">A setting is none of the definition's inputs.</exception>
    public async Task<SuiteResults?> RunAsync(Suite suite, SuiteOptions options, IProgress<string> progress, CancellationToken stopped)
    {
        DateTimeOffset began = TimeProvider.System.GetUtcNow();
        StoredDefinition definition = await workbench.Definitions.EnsureAsync(suite.Workflow, CancellationToken.None);
        IReadOnlyList<CaseInput> inputs = await BindAsync(suite, definition);
        var made = new List<MadeCase>();
        foreach (CaseInput input in inputs)
        {
            if (stopped.IsCancellationRequested)
                return null;
            MadeCase one = await MakeAsync(definition, input, options, stopped);
            if (one.View is { Status: RunStatus.Interrupted or RunStatus.Waiting or RunStatus.Paused or RunStatus.Pending or RunStatus.Running } resting && stopped.IsCancellationRequested)
                return null;
            made.Add(one);
            progress.Report(string.Create(CultureInfo.InvariantCulture, $"[{made.Count}/{inputs.Count}] {input.Case.Id}: {Tell(one)}"));
        }

        IReadOnlyDictionary<string, GradeResult> grades = await GradeAsync(made, progress, stopped);
        return stopped.IsCancellationRequested
            ? null
            : new SuiteResults(
                suite.Name,
                string.Create(CultureInfo.InvariantCulture, $"{definition.DefinitionId}@{definition.Version}"),
                verifier,
                options.MinGrade ?? suite.MinGrade,
                began,
                TimeProvider.System.GetUtcNow(),
                [.. made.Select(one => Result(one, grades.GetValueOrDefault(one.Input.Case.Id), one.Input.Case.MinGrade ?? options.MinGrade ?? suite.MinGrade))]);
    }

    private async Task<IReadOnlyList<CaseInput>> BindAsync(Suite suite, StoredDefinition definition)
    {
        string[] declared = [.. (await workbench.Catalog.GraphAsync(definition.VersionId, CancellationToken.None)).Definition.Inputs.Select(one => one.Name)];
        // What is taken where a case names nobody; with other back ends it is another run.
        string[] surroundings =
        [
            definition.DefinitionId,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition.Json))),
            workbench.BackEnds.GeneratorIds[0],
            workbench.BackEnds.JudgeIds[0],
            workbench.BackEnds.ProposerIds[0],
            .. workbench.Settings.BackEnds.Select(one => $"{one.Name} {one.Model}"),
        ];
        return [.. suite.Cases.Select(one => CaseInput.Of(suite, Unattended(one, declared), declared, surroundings))];
    }

    /// <summary>A suite waits for nobody: what a person would be asked is decided by its default at once.</summary>
    private static SuiteCase Unattended(SuiteCase one, string[] declared)
        => declared.Contains(Deadline) && !one.Settings.Any(setting => setting.Means(Deadline))
            ? one with { Settings = [.. one.Settings, new SuiteSetting(Deadline, JsonSerializer.SerializeToElement("00:00:00"), 0)] }
            : one;

    private async Task<MadeCase> MakeAsync(StoredDefinition definition, CaseInput input, SuiteOptions options, CancellationToken stopped)
    {
        long started = Stopwatch.GetTimestamp();
        InstanceId run = await ClaimAsync(input.Key);
        RunView? before = await workbench.Runs.FindAsync(run.Value, CancellationToken.None);
        bool exists = await workbench.Store.FindAsync(run, CancellationToken.None) is not null;
        if (exists && before?.Status == RunStatus.Failed && options.RetryFailed)
            await workbench.Client.RetryAsync(run, null, null, CancellationToken.None);
        else if (exists && before?.Status is (RunStatus.Finished or RunStatus.Failed or RunStatus.Cancelled))
            return new MadeCase(input, run.Value, before, await ReasonAsync(run, before), TimeSpan.Zero, FromCache: true);

        if (exists)
            await workbench.Host.ContinueAsync(run, CancellationToken.None);
        else
            await workbench.Host.RunAsync(definition.DefinitionId, input.Input, run, null, CancellationToken.None);
        if (!stopped.IsCancellationRequested)
            await workbench.Host.FollowAsync(run, CancellationToken.None);
        await workbench.Runs.LeaveArtifactsAsync(run.Value, CancellationToken.None);
        RunView? view = await workbench.Runs.FindAsync(run.Value, CancellationToken.None);
        return new MadeCase(input, run.Value, view, await ReasonAsync(run, view), Stopwatch.GetElapsedTime(started), FromCache: false);
    }

    private async Task<InstanceId> ClaimAsync(string key)
    {
        var mine = new SuiteClaim(RunIds.Derive(TimeProvider.System.GetUtcNow(), key).Value);
        return await claims.TryAddAsync(key, mine, CancellationToken.None) ? new InstanceId(mine.Run) : new InstanceId((await claims.FindAsync(key, CancellationToken.None))!.Run);
    }

    /// <summary>Why there is no picture to grade; null when there is one.</summary>
    private async Task<string?> ReasonAsync(InstanceId run, RunView? view) => view switch
    {
        { Status: RunStatus.Finished, Best: { } best } => File.Exists(Path.Combine(view.Folder, best.File)) ? null : $"Its picture is gone from {view.Folder}; delete the run, and it is made again.",
        { Status: RunStatus.Finished } => $"The run ended without a picture{(view.Reason is { } why ? $": {why}" : "")}.",
        null => (await workbench.Client.ReadStateAsync(run, CancellationToken.None)).StatusReason ?? "The run did not begin.",
        _ => $"The run is {view.Status}{(view.Reason is { } why ? $": {why}" : "")}.",
    };

    private async Task<IReadOnlyDictionary<string, GradeResult>> GradeAsync(IReadOnlyList<MadeCase> made, IProgress<string> progress, CancellationToken stopped)
    {
        var pictured = new List<MadeCase>();
        var subjects = new List<GradeSubject>();
        foreach (MadeCase one in made.Where(one => one.Problem is null))
        {
            // A clip that cannot be read here is its own case's problem.
            try
            {
                subjects.Add(await workbench.BackEnds.Subjects.ReadAsync(one.Input.Case.Prompt, await File.ReadAllBytesAsync(one.Moving, stopped), stopped));
                pictured.Add(one);
            }
            catch (ImagingException unreadable)
            {
                progress.Report($"{one.Input.Case.Id}: {unreadable.Message}");
            }
        }

        IReadOnlyList<GradeResult> grades = await book.GradeAsync(subjects, progress, stopped);
        return pictured.Zip(grades).ToDictionary(pair => pair.First.Input.Case.Id, pair => pair.Second);
    }

    private static CaseResult Result(MadeCase one, GradeResult? grade, Grade? least)
    {
        CaseStatus status = grade is null ? CaseStatus.Failed : least is { } asked && !Grades.IsAtLeast(grade.Grade, asked) ? CaseStatus.Below : CaseStatus.Passed;
        return new CaseResult
        {
            Id = one.Input.Case.Id,
            PromptId = one.Input.Case.PromptId,
            Label = one.Input.Case.Label,
            Prompt = one.Input.Case.Prompt,
            Run = one.Run,
            Status = status,
            MinGrade = least,
            Problem = one.Problem ?? (grade is null ? "Its picture or clip cannot be read here." : status == CaseStatus.Below ? $"{Grades.NameOf(grade!.Grade)}, and {Grades.NameOf(least!.Value)} was asked for." : null),
            Picture = one.Problem is null ? one.Picture : null,
            PictureSha256 = one.Problem is null ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(one.Picture))) : null,
            JudgeScore = one.View?.Best?.Score,
            Iterations = one.View?.Iterations ?? 0,
            Grade = grade,
            Seconds = Math.Round(one.Took.TotalSeconds, 3),
            FromCache = one.FromCache,
        };
    }

    private static string Tell(MadeCase one)
    {
        string what = one.Problem ?? string.Create(CultureInfo.InvariantCulture, $"{one.View!.Iterations} pictures, best {one.View.Best!.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "without a score"}");
        return one.FromCache ? $"{what} (there already, run {one.Run})" : string.Create(CultureInfo.InvariantCulture, $"{what} in {one.Took.TotalSeconds:0.0} s (run {one.Run})");
    }

    /// <summary>A case with its run.</summary>
    private sealed record MadeCase(CaseInput Input, string Run, RunView? View, string? Problem, TimeSpan Took, bool FromCache)
    {
        /// <summary>The best picture; of a clip its contact sheet.</summary>
        public string Picture => Path.Combine(View!.Folder, View.Best!.File);

        /// <summary>What is graded: the clip where there is one.</summary>
        public string Moving => Path.Combine(View!.Folder, View.Best!.Clip ?? View.Best.File);
    }
}
