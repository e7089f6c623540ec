using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine doctor</c>: asks every part a real question.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("doctor", "Check that everything a run needs works here.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            var findings = new List<Finding>
            {
                new("runtime", true, $".NET {Environment.Version}, {Environment.ProcessorCount} cores, {Environment.OSVersion.VersionString}"),
                new("data", true, $"{workbench.Settings.Data} ({FreeSpace(workbench.Settings.Data)} free)"),
                new("database", true, $"{workbench.Store.Path}, SQLite {SqliteLibrary.Version}"),
                await ProbeAsync("imaging", () => Task.FromResult(Imaging(workbench))),
                await ProbeAsync("painter and judge", () => PaintAndJudgeAsync(cancellationToken)),
                new("words in pictures", true, workbench.Settings.Tesseract ?? "none: without tesseract (Ocr:Tesseract) calibrations leave the axis text unverified"),
                await ProbeAsync("javascript", () => JavaScriptAsync(workbench, cancellationToken)),
                await ProbeAsync("definitions", async () =>
                {
                    await workbench.Definitions.EnsureAllAsync(cancellationToken);
                    return $"{(await workbench.Catalog.ListAsync(cancellationToken)).Count} known";
                }),
            };
            findings.Add(await ProbeAsync("taste", () => TasteAsync(workbench, cancellationToken)));
            foreach (ModelServer server in workbench.Servers)
            {
                (bool fine, string message) = await BackEndsCommand.AskAsync(server, cancellationToken);
                findings.Add(new Finding(server.Settings.Name, fine, message));
            }

            foreach (GpuDevice device in workbench.Devices.All)
            {
                GpuPlan plan = await device.PlanAsync(cancellationToken);
                findings.Add(new Finding($"card of {plan.Group}", plan.Needs.Values.All(need => !(need > plan.Budget)), $"{Models(plan)}. {string.Join(" ", plan.Sentences)} ({plan.Source})"));
            }

            if (parsed.GetValue(json))
                JsonOutput.Print(findings);
            else
                findings.ForEach(one => Console.WriteLine($"{(one.Fine ? "ok  " : "FAIL")}  {one.Part,-18} {one.Message}"));
            return findings.TrueForAll(one => one.Fine) ? ExitCode.Ok : ExitCode.Failed;
        }, cancellationToken));
        return command;
    }

    private static async Task<Finding> ProbeAsync(string part, Func<Task<string>> probe)
    {
        try
        {
            return new Finding(part, true, await probe());
        }
#pragma warning disable CA1031 // Whatever is wrong with a part is what the doctor is asked to tell.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return new Finding(part, false, problem.Message);
        }
    }

    /// <summary>Whether what was learned can be used: files that were changed are refused.</summary>
    private static async Task<string> TasteAsync(Workbench workbench, CancellationToken cancellationToken)
    {
        string user = workbench.Settings.User;
        if ((await workbench.Tuner.Shelf.PointerAsync(user, cancellationToken))?.Version is not { } version)
            return $"nothing was learned of {user} that serves; vote, then: refine tune";
        if ((await workbench.Tuner.Shelf.ServingAsync(user, cancellationToken))?.Kind == VersionKind.Adapter)
            await workbench.Tuner.Shelf.CurrentAsync(user, cancellationToken);
        else
            await workbench.Tuner.Shelf.CheckFilesAsync(await workbench.Tuner.Shelf.FindAsync(user, version, cancellationToken), cancellationToken);
        return $"version {version} of {user} serves";
    }

    private static string Imaging(Workbench workbench)
    {
        var codec = new ImageCodec(workbench.Settings.Images);
        RgbImage image = codec.RenderSvg("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><rect width='64' height='64' fill='#c00'/></svg>", 64, 64);
        RgbImage back = codec.Decode(codec.EncodePng(image));
        return back.Pixels[0] > 150 ? "libvips renders, encodes and decodes" : throw new InvalidOperationException("libvips painted a red square that is not red");
    }

    private static async Task<string> PaintAndJudgeAsync(CancellationToken cancellationToken)
    {
        var painter = new EmbeddedPainter();
        GeneratedImage image = await painter.GenerateAsync(new GenerationRequest("an apple", null, 7, 256, 256), cancellationToken);
        Verdict verdict = EvaluatorReply.Parse(await new MeasuringJudge().EvaluateAsync(new EvaluationRequest("an apple", "an apple", image.Bytes), cancellationToken));
        return verdict.Score is { } score ? $"an apple, {score:0.0} of 10" : throw new InvalidOperationException("the judge gave no score");
    }

    private static async Task<string> JavaScriptAsync(Workbench workbench, CancellationToken cancellationToken)
    {
        await using var scripts = new JavaScriptWorkerPool(workbench.Settings.JavaScript);
        JavaScriptResult result = await scripts.EvaluateAsync(
            new JavaScriptRequest(
                "[1, 2, 3].map(x => x ** 2).reduce((a, b) => a + b)",
                new Dictionary<string, JsonElement>(),
                new Dictionary<string, JsonElement>(),
                new Dictionary<string, JsonElement>(),
                default,
                new JavaScriptInstance("doctor", null, null, "doctor", "doctor", 1)),
            cancellationToken);
        return result.Value.GetInt32() == 14 ? "the expression worker computes" : throw new InvalidOperationException($"the expression worker says {result.Value}");
    }

    private static string Models(GpuPlan plan)
        => string.Join(", ", plan.Needs.Select(one => one.Value is { } need ? string.Create(CultureInfo.InvariantCulture, $"{one.Key} {need:0.#} GiB") : one.Key));

    private static string FreeSpace(string folder)
    {
        long bytes = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        return $"{bytes / 1_000_000_000.0:0.0} GB";
    }

    private sealed record Finding(string Part, bool Fine, string Message);
}
