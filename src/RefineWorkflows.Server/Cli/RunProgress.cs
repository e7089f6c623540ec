using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Reviews;
using RefineWorkflows.Server.Runs;
using RefineWorkflows.Tuning.Activities;
using Spectre.Console;

namespace RefineWorkflows.Server.Cli;

/// <summary>Shows a run as it goes, on standard error: lines that stay, and on a terminal a last line that moves.</summary>
internal sealed class RunProgress : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(500);

    private readonly WorkflowHost host;
    private readonly GenerationHub making;
    private readonly InstanceId run;
    private readonly ITimer? refresh;
    private readonly int maxIterations;
    private readonly IAnsiConsole console;
    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Lock gate = new();
    private (int Iteration, double? Score)? best;
    private string? awaited;
    private int seen;
    private bool hasMovingLine;
    private bool isOver;

    /// <param name="host">What runs it.</param>
    /// <param name="making">How far the picture in the making is.</param>
    /// <param name="run">The run.</param>
    /// <param name="maxIterations">For the estimate; 0 when unknown.</param>
    /// <param name="best">The best picture so far, when the run goes on after an interruption.</param>
    public RunProgress(WorkflowHost host, GenerationHub making, InstanceId run, int maxIterations, BestPicture? best)
    {
        this.best = best is null ? null : (best.Iteration, best.Score);
        this.host = host;
        this.making = making;
        this.run = run;
        this.maxIterations = maxIterations;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        // Lines that programs read are theirs to wrap.
        if (!isTerminal)
            console.Profile.Width = int.MaxValue;
        host.Committed += Take;
        if (isTerminal && console.Profile.Capabilities.Ansi)
            refresh = TimeProvider.System.CreateTimer(_ => Refresh(), null, RefreshEvery, RefreshEvery);
    }

    /// <summary>Ends the moving line.</summary>
    public void Dispose()
    {
        host.Committed -= Take;
        refresh?.Dispose();
        lock (gate)
        {
            isOver = true;
            ClearMovingLine();
        }
    }

    private void Take(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        if (instance != run)
            return;
        foreach (JournalEntry entry in entries)
        {
            if (entry is RetryScheduled retry)
                Tell(retry);
            else if (entry is BookmarkCreated { Stimulus: ReviewImage.Stimulus } asked)
                Tell(asked, "is this picture good enough? Answer", $"refine answer {run} {string.Join('|', ReviewDecisions.Names)}");
            else if (entry is BookmarkCreated { Stimulus: AskHuman.Stimulus } choice)
                Tell(choice, "which picture is better? Look and vote", $"refine vote {run}");
            else if (entry is ActivityCompleted completed && completed.Outputs is not null && completed.Outputs.TryGetValue("Step", out JsonElement step))
                Show(step.Deserialize<IterationRecord>(Json)!);
        }
    }

    private void Show(IterationRecord step)
    {
        lock (gate)
        {
            ClearMovingLine();
            awaited = null;
            seen++;
            if (best is null || (step.Score ?? 0) > (best.Value.Score ?? 0))
                best = (step.Iteration, step.Score);
            string score = step.Score is { } value ? value.ToString("0.0", CultureInfo.InvariantCulture) : "-";
            console.MarkupLineInterpolated($"iteration [bold]{step.Iteration,2}[/]  score [bold]{score,4}[/]  best {Number(best.Value.Score),4} (#{best.Value.Iteration})  [grey]{step.Status}[/]");
            ShowMovingLine(step.Iteration);
        }
    }

    private void Tell(RetryScheduled retry)
    {
        lock (gate)
        {
            ClearMovingLine();
            // Said once; afterwards only when it is tried next.
            if (awaited == retry.Reason)
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]waiting[/]: the same again; the next attempt is due at {retry.DueAt.ToLocalTime():HH:mm:ss}.");
            else
                console.MarkupLineInterpolated($"[yellow]waiting[/]: {RunStates.Awaited(retry.Reason, retry.DueAt)} Ctrl-C stops; nothing finished is lost.");
            awaited = retry.Reason;
        }
    }

    private void Tell(BookmarkCreated asked, string question, string command)
    {
        lock (gate)
        {
            ClearMovingLine();
            string deadline = asked.DueAt is { } due ? string.Create(CultureInfo.InvariantCulture, $" Its default is taken at {due.ToLocalTime():yyyy-MM-dd HH:mm:ss}.") : "";
            console.MarkupLineInterpolated($"[yellow]waiting[/]: {question} elsewhere with: {command}{deadline} Ctrl-C stops; nothing finished is lost.");
        }
    }

    /// <summary>The line moves while a picture is made, also while nothing else happens.</summary>
    private void Refresh()
    {
        lock (gate)
        {
            if (isOver || making.Of(run.Value) is not { } state)
                return;
            ClearMovingLine();
            ShowMovingLine(state.Iteration - 1);
        }
    }

    private void ShowMovingLine(int iteration)
    {
        if (!isTerminal || !console.Profile.Capabilities.Ansi)
            return;
        int left = maxIterations - iteration;
        string eta = maxIterations > 0 && seen > 0 && left > 0 ? $", at most {(Stopwatch.GetElapsedTime(started) / seen * left).TotalSeconds:0} s left" : "";
        string share = making.Of(run.Value) is { Done: > 0 } state ? string.Create(CultureInfo.InvariantCulture, $" {state.Done * 100:0} %") : "";
        Console.Error.Write($"iteration {iteration + 1} is being painted{share}{eta}  (Ctrl-C stops; nothing finished is lost)");
        hasMovingLine = true;
    }

    private void ClearMovingLine()
    {
        if (hasMovingLine)
            Console.Error.Write("\r\u001b[2K");
        hasMovingLine = false;
    }

    private static string Number(double? score) => score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
