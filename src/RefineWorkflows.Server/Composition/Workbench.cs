using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Measuring;
using RefineWorkflows.Refinement.Calibration.Wording;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Judging.Text;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Server.Elsa.Instances;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Runs;
using RefineWorkflows.Server.Telemetry;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Tuning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Activities;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Serving;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Composition;

/// <summary>Everything that works together in one process, made from the settings, in the order of the data's way.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly TextWriter output;

    private Workbench(RefineSettings settings, SqliteStore store, ILoggerFactory logging, TextWriter output)
    {
        Logging = logging;
        Settings = settings;
        Store = store;
        TimeProvider time = TimeProvider.System;
        Outbound = new OutboundHttp(settings.AllowedHosts);
        Scripts = new JavaScriptWorkerPool(settings.JavaScript);
        this.output = output;

        var codec = new ImageCodec(settings.Images);
        Records = new RunRecords(store);
        Memory = new MemoryBook(store, time);
        Archive = new Archive(store);
        Ledger = new SpendingLedger(new LedgerRecords(store), async (run, stop) => (await Records.FindAsync(run, stop))?.Caps ?? SpendingCaps.None, settings.DayCaps, time);
        Artifacts = new RunArtifacts(settings.RunsFolder, codec, Ledger, settings.Currency);
        Ffmpeg? ffmpeg = settings.Ffmpeg is { } program ? new Ffmpeg(program, settings.Images, time) : null;
        var clips = new ReturnedClips(settings.Images, ffmpeg);
        Votes = new VoteBook(store, time);
        Ballots = new BallotBox(store);
        VotedPictures = new VotedPictures(Path.Combine(settings.Data, "votes", "pictures"), codec, new ClipCodec(settings.Images), settings.Images);
        var machines = new MachineChoices(store, Records, Artifacts, Votes, VotedPictures);
        Pairs = new PairBook(Votes, machines, new PairRules { Machine = settings.MachinePairs });
        var subjects = new SubjectReader(settings.Images, ffmpeg);
        var features = new FeatureExtractor(settings.Images);
        Features = new FeatureBook(store, features, async (prompt, picture, stop) => await subjects.ReadAsync(prompt, await VotedPictures.ReadAsync(picture, stop), stop));
        Tuner = TunerParts.Build(this, Features, logging, time);
        Forgetting = new Forgetting(Votes, Ballots, VotedPictures, machines, [Tuner.ForgetAsync, Memory.ForgetAsync, Archive.ForgetAsync], Features.ForgetAsync);
        Servers = [.. settings.BackEnds.Concat(settings.Metrics.Select(one => one.Server).OfType<BackEndSettings>()).Select(one => ModelServer.Of(one, settings.Data, clips, time))];
        Devices = new SharedDevices(new GpuDeviceOptions { Budget = settings.GpuBudget, Folder = settings.Data }, Servers, logging.CreateLogger($"{nameof(RefineWorkflows)}.Gpu"), time);
        BackEndDoor Door(string name) => new(name, new CallAccount(Ledger, TermsOf(name), time), Devices.SeatOf(name), Working);
        IImageGenerator[] painters = [.. Servers.Where(one => one.Generator is not null).Select(one => new GuardedGenerator(one.Generator!, Door(one.Settings.Name)))];
        GuardedChat[] talking = [.. Servers.Where(one => one.Chat is not null).Select(one => new GuardedChat(one.Chat!, Door(one.Settings.Name)))];
        IChatModel[] chats = [.. talking.Where(one => settings.Metrics.All(metric => metric.Name != one.Id))];
        PictureJudge Metric(MetricConfig one)
            => one.Server is null ? PictureJudge.Measuring(codec, one.Name) : PictureJudge.Chat(talking.First(chat => chat.Id == one.Name), one.Server.Model, one.Manner) with { Manner = $"{one.Manner} {one.Server.ExtraBody}" };
        var embedded = new EmbeddedPainter();
        BackEnds = new BackEnds(
            [.. painters, new GuardedGenerator(embedded, Door(embedded.Capabilities.Id))],
            [.. chats.Select(one => new ChatJudge(one)), new MeasuringJudge()],
            [.. chats.Select(one => new ChatProposer(one)), new MeasuringProposer()],
            [.. chats.Select(one => new ChatAgent(one)), new EmbeddedAgent()])
        {
            Subjects = subjects,
            Taste = new LearnedTaste(Tuner.Shelf, features, Memory, logging.CreateLogger<LearnedTaste>()),
            Verifiers = [.. chats.Select(one => new ChatVerifier(one)), new MeasuringVerifier()],
            Benchmark = new BenchmarkMeter(settings.Benchmarks),
            PictureJudges = [.. chats.Select(one => PictureJudge.Chat(one, ModelOf(one.Id))), PictureJudge.Measuring(codec), .. settings.Metrics.Select(Metric)],
            Models = Servers.Where(one => one.Settings.Model is not null).ToDictionary(one => one.Settings.Name, one => one.Settings.Model!),
            AxisJudges = [.. chats.Select(one => new ChatAxisJudge(one, CoarseOnly(one.Id))), new MeasuringAxisJudge(settings.Tesseract is { } reader ? new Tesseract(reader, time) : null)],
            AxisWriters = [.. chats.Select(one => new ChatAxisWriter(one)), new MeasuredWriter()],
        };
        Verdicts = new VerdictDesk(Records.Verdicts, name => BackEnds.Models.GetValueOrDefault(name), time);
        Activities = ActivitiesOver(Records, Artifacts);

        Catalog = new DefinitionCatalog(store, Activities, Scripts, time);
        Client = new WorkflowClient(store, store, time);
        Journals = new InstanceJournals(Client);
        HostLog = logging.CreateLogger<WorkflowHost>();
        Host = new WorkflowHost(store, store, Catalog, Client, Scripts, time, settings.Engine, HostLog);
        Versions = new DefinitionVersions(store, Catalog, time);
        Definitions = new ShippedDefinitions(Catalog);
        Runs = new RunCatalog(store, Client, Records, Artifacts, Ledger, settings.Currency);
    }

    public RefineSettings Settings { get; }

    /// <summary>Where everything in this process logs to.</summary>
    public ILoggerFactory Logging { get; }

    /// <summary>Where hosts say what troubles them.</summary>
    public ILogger<WorkflowHost> HostLog { get; }

    public SqliteStore Store { get; }

    /// <summary>The processes that scripts run in.</summary>
    public JavaScriptWorkerPool Scripts { get; }

    public ActivityRegistry Activities { get; }

    public DefinitionCatalog Catalog { get; }

    public DefinitionVersions Versions { get; }

    public WorkflowClient Client { get; }

    /// <summary>Journals that somebody looks at.</summary>
    public InstanceJournals Journals { get; }

    public WorkflowHost Host { get; }

    public ShippedDefinitions Definitions { get; }

    public RunCatalog Runs { get; }

    /// <summary>The model servers that are configured.</summary>
    public IReadOnlyList<ModelServer> Servers { get; }

    /// <summary>The graphics cards that they share.</summary>
    public SharedDevices Devices { get; }

    /// <summary>Who paints, judges, proposes and directs.</summary>
    public BackEnds BackEnds { get; }

    /// <summary>Where pictures are judged outside of runs.</summary>
    public VerdictDesk Verdicts { get; }

    /// <summary>What was spent.</summary>
    public SpendingLedger Ledger { get; }

    /// <summary>The way out for what workflows and notifications call.</summary>
    public OutboundHttp Outbound { get; }

    /// <summary>What the loops record of their runs.</summary>
    public RunRecords Records { get; }

    public RunArtifacts Artifacts { get; }

    /// <summary>What is remembered of users.</summary>
    public MemoryBook Memory { get; }

    /// <summary>What is kept of graded pictures and the tuner's cycles.</summary>
    public Archive Archive { get; }

    /// <summary>What people said of pictures.</summary>
    public VoteBook Votes { get; }

    /// <summary>What runs ask people.</summary>
    public BallotBox Ballots { get; }

    /// <summary>The pictures that votes name.</summary>
    public VotedPictures VotedPictures { get; }

    /// <summary>What there is to learn from.</summary>
    public PairBook Pairs { get; }

    /// <summary>Pictures as numbers.</summary>
    public FeatureBook Features { get; }

    /// <summary>What is learned of people.</summary>
    public Tuner Tuner { get; }

    /// <summary>Which back ends this process asks now.</summary>
    public ForegroundWork Working { get; } = new();

    /// <summary>Forgets users.</summary>
    public Forgetting Forgetting { get; }

    /// <param name="settings">What to build it from.</param>
    /// <param name="output">Where WriteLine activities write.</param>
    /// <param name="errors">Where the log is written.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<Workbench> OpenAsync(RefineSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Data);
        ILoggerFactory logging = LineLogProvider.CreateFactory(settings.Log, errors, TimeProvider.System);
        // Where lines are read by programs, what workflows write has to be one, too.
        if (settings.Log.Format == LogFormat.Json)
            output = new LogWriter(logging);
        SqliteStore store = await SqliteStore.OpenAsync(settings.DatabaseFile, TimeProvider.System, cancellationToken);
        var workbench = new Workbench(settings, store, logging, output);
        foreach (LlamaServer server in workbench.Servers.Select(one => one.Chat).OfType<LlamaServer>())
            await server.EndLeftoverAsync();
        return workbench;
    }

    private bool CoarseOnly(string backEnd) => Servers.Any(one => one.Settings.Name == backEnd && one.Settings.CoarseAxesOnly);

    private string? ModelOf(string backEnd) => Servers.FirstOrDefault(one => one.Settings.Name == backEnd)?.Settings.Model;

    /// <summary>What a back end costs and may cost a day. Nobody pays for what this program does itself.</summary>
    public BackEndTerms TermsOf(string backEnd)
        => Servers.FirstOrDefault(one => one.Settings.Name == backEnd)?.Settings is { } settings
            ? new BackEndTerms(backEnd, settings.Prices, settings.DayCaps)
            : new BackEndTerms(backEnd, new PriceList(), SpendingCaps.None);

    /// <summary>The activities of this program over other records and pictures than its own.</summary>
    public ActivityRegistry ActivitiesOver(RunRecords records, RunArtifacts artifacts)
        => new ActivityRegistry().AddBuiltIn(output).AddRefinement(BackEnds, artifacts, records, TimeProvider.System).AddTuning(artifacts, records, Votes, Ballots, VotedPictures).AddTraining(Tuner.Desk, Tuner.Shelf, Tuner.Collect).AddSleeptime(records, Votes, Tuner.Desk, Tuner.Shelf, Tuner.Collect, Memory, Archive).AddHttp(Outbound, artifacts);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Scripts.DisposeAsync();
        Outbound.Dispose();
        Versions.Dispose();
        foreach (ModelServer server in Servers)
            await server.DisposeAsync();
        Devices.Dispose();
        Tuner.Dispose();
        Ledger.Dispose();
        await Store.DisposeAsync();
        Logging.Dispose();
    }
}
