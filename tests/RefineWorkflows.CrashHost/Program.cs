using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Tests.Shared;

// Runs a loop as the tool does, in the tool's data folder, and kills itself with SIGKILL at a chosen commit.
// Arguments: data folder, run id, definition file, strategy, commit (0 for none), "before" or "after"; then, to paint two
// pictures with a ComfyUI instead of six with the embedded painter, its address.
string data = args[0];
string definition = args[2];
int commit = int.Parse(args[4], CultureInfo.InvariantCulture);

SqliteStore database = await SqliteStore.OpenAsync(Path.Combine(data, "refine.db"), TimeProvider.System, CancellationToken.None);
var mortal = new MortalStore(database, commit, args[5] == "after", () =>
{
    Process.GetCurrentProcess().Kill();
    new ManualResetEventSlim().Wait();
});
var scripts = new JavaScriptWorkerPool(new JavaScriptOptions());
var artifacts = new RunArtifacts(Path.Combine(data, "runs"), new ImageCodec(ImageLimits.Default));
IImageGenerator generator = args.Length > 6
    ? new ComfyGenerator(new BackEndSettings { Name = "mine", Kind = BackEndKind.ComfyUi, Address = new Uri(args[6]) }, TimeProvider.System, ReturnedClips.Usual)
    : new EmbeddedPainter();
int iterations = args.Length > 6 ? 2 : 3;
var backEnds = new BackEnds([generator], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]);
ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null).AddRefinement(backEnds, artifacts, new RunRecords(mortal), TimeProvider.System);
var catalog = new DefinitionCatalog(database, registry, scripts, TimeProvider.System);
var client = new WorkflowClient(mortal, database, TimeProvider.System);
var host = new WorkflowHost(mortal, database, catalog, client, scripts, TimeProvider.System, new HostOptions { TakesWhatIsReady = false }, NullLogger<WorkflowHost>.Instance);
host.Start();

await catalog.PublishAsync(await File.ReadAllTextAsync(definition), definition, CancellationToken.None);
var input = new Dictionary<string, JsonElement>
{
    ["Prompt"] = JsonSerializer.SerializeToElement("a hot hotdog"),
    ["Strategy"] = JsonSerializer.SerializeToElement(args[3]),
    ["Seed"] = JsonSerializer.SerializeToElement(11),
    ["MaxIterations"] = JsonSerializer.SerializeToElement(iterations),
    ["Patience"] = JsonSerializer.SerializeToElement(6),
    ["Width"] = JsonSerializer.SerializeToElement(64),
    ["Height"] = JsonSerializer.SerializeToElement(64),
};
await host.RunAsync(Path.GetFileNameWithoutExtension(definition), input, new InstanceId(args[1]), null, CancellationToken.None);
await host.DisposeAsync();
await scripts.DisposeAsync();
await database.DisposeAsync();
