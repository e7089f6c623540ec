using System.Globalization;
using Microsoft.Extensions.Configuration;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Server.Telemetry;
using VramFigures = RefineWorkflows.Refinement.Backends.Gpu.VramComponents;

namespace RefineWorkflows.Server.Composition;

/// <summary>Every setting of the product, read from appsettings.json, then the environment (<c>REFINE_</c>, two underscores between levels), then the command line.</summary>
internal sealed record RefineSettings
{
    /// <summary>Folder that holds the database and the runs.</summary>
    public required string Data { get; init; }

    /// <summary>Names beside localhost and plain addresses that the server may be asked for by, without ports.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>How long a server that is asked to stop waits for steps in flight.</summary>
    public required TimeSpan DrainLimit { get; init; }

    /// <summary>Hosts of this machine or a private network that workflows may call, as <c>host</c> or <c>host:port</c>.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Where traces and metrics are sent by OTLP over HTTP; null sends none.</summary>
    public required Uri? OtlpEndpoint { get; init; }

    /// <summary>What this process logs.</summary>
    public LogOptions Log { get; init; } = LogOptions.OfCommands;

    /// <summary>What a server logs.</summary>
    public required LogOptions ServerLog { get; init; }

    /// <summary>Model servers, in the order in which they are preferred.</summary>
    public IReadOnlyList<BackEndSettings> BackEnds { get; init; } = [];

    /// <summary>Original benchmark tools that the quality of pictures and clips is measured with beside the embedded formulas.</summary>
    public IReadOnlyList<ExternalBenchmark> Benchmarks { get; init; } = [];

    /// <summary>Judges that are configured with all that they are asked with.</summary>
    public IReadOnlyList<MetricConfig> Metrics { get; init; } = [];

    /// <summary>What may be spent each day, over all back ends.</summary>
    public SpendingCaps DayCaps { get; init; } = SpendingCaps.None;

    /// <summary>What the prices are in, for printing only.</summary>
    public string Currency { get; init; } = "";

    public required HostOptions Engine { get; init; }

    public required JavaScriptOptions JavaScript { get; init; }

    public required ImageLimits Images { get; init; }

    /// <summary>The program that reads MP4 and WebM; null where there is none.</summary>
    public string? Ffmpeg { get; init; }

    /// <summary>The program that reads the words in pictures; null where there is none.</summary>
    public string? Tesseract { get; init; }

    /// <summary>What components need of the graphics memory, each as <c>name=GB</c>, in place of the built-in figures or beside them.</summary>
    public required IReadOnlyList<string> VramComponents { get; init; }

    /// <summary>Memory of the graphics card in GB; null asks the driver.</summary>
    public required double? VramDevice { get; init; }

    /// <summary>Graphics memory that models may hold together on a device, in GiB; null asks the driver, then the servers.</summary>
    public double? GpuBudget { get; init; }

    /// <summary>Whose taste it is about where nobody says.</summary>
    public string User { get; init; } = UserName.Default;

    /// <summary>Whether what loops preferred is learned from, too.</summary>
    public bool MachinePairs { get; init; } = true;

    /// <summary>How this program learns.</summary>
    public TunerConfig Tuner { get; init; } = new();

    public string DatabaseFile => Path.Combine(Data, "refine.db");

    public string RunsFolder => Path.Combine(Data, "runs");

    /// <param name="dataOption">The command line's <c>--data</c>, or null.</param>
    /// <exception cref="SettingsException">A setting has a value it cannot have; all such settings are named.</exception>
    public static RefineSettings Load(string? dataOption)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("REFINE_")
            .Build();
        var reader = new SettingReader(configuration);
        var backEnds = new BackEndSection(Environment.GetEnvironmentVariable);
        var benchmarks = new BenchmarkSection();
        var metrics = new MetricSection(Environment.GetEnvironmentVariable);
        var tuner = new TunerSection();
        var settings = new RefineSettings
        {
            Benchmarks = benchmarks.Read(configuration.GetSection("Benchmarks")),
            Metrics = metrics.Read(configuration.GetSection("MetricConfigs")),
            Tuner = tuner.Read(configuration.GetSection("Tuning")),
            BackEnds = backEnds.Read(configuration.GetSection("BackEnds")),
            Currency = reader.Text("Budget:Currency", ""),
            DayCaps = new SpendingCaps(reader.Money("Budget:DayCost"), reader.Worked("Budget:DayTime"), reader.Pictures("Budget:DayPictures")),
            Data = Path.GetFullPath(dataOption ?? reader.Text("Data", "data")),
            AllowedHosts = reader.Text("Http:AllowedHosts", "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            Hosts = reader.Text("Server:Hosts", "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            DrainLimit = reader.Time("Server:DrainLimit", TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            OtlpEndpoint = reader.Address("Telemetry:OtlpEndpoint"),
            ServerLog = new LogOptions(
                reader.Choice("Log:Format", "text", LogOptions.Formats),
                reader.Choice("Log:Level", "info", LogOptions.Levels)),
            Engine = new HostOptions
            {
                LeaseDuration = reader.Time("Engine:LeaseDuration", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
                Concurrency = reader.Number("Engine:Concurrency", 64, 1, 4096),
                TakesWhatIsReady = false,
                Settings = OpenToWorkflows,
            },
            JavaScript = new JavaScriptOptions
            {
                TimeLimit = reader.Time("JavaScript:TimeLimit", TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5)),
                MemoryLimitMiB = reader.Number("JavaScript:MemoryLimitMegabytes", 64, 1, 4096),
                Workers = reader.Number("JavaScript:Workers", 2, 1, 64),
            },
            Images = new ImageLimits(
                reader.Number("Images:MaxMegabytes", 64, 1, 2047) * 1024 * 1024,
                reader.Number("Images:MaxMegapixels", 64, 1, 1000) * 1_000_000L,
                reader.Number("Images:MaxFrames", 500, 1, 100_000)),
            Ffmpeg = reader.Program("Video:Ffmpeg", Imaging.Clips.Ffmpeg.Find),
            Tesseract = reader.Program("Ocr:Tesseract", Refinement.Judging.Text.Tesseract.Find),
            VramComponents = reader.Text("Vram:Components", "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            GpuBudget = reader.Gigabytes("Gpu:BudgetGigabytes"),
            User = reader.User("User"),
            VramDevice = reader.Gigabytes("Vram:DeviceGigabytes"),
            MachinePairs = reader.Switch("Preferences:MachinePairs", true),
        };
        reader.Problems.AddRange(backEnds.Problems);
        reader.Problems.AddRange(benchmarks.Problems);
        reader.Problems.AddRange(metrics.Problems);
        reader.Problems.AddRange(tuner.Problems);
        settings.Metrics.Where(metric => settings.BackEnds.Any(other => other.Name == metric.Name)).ToList().ForEach(metric => reader.Problems.Add($"MetricConfigs:{metric.Name} is called as a back end; give each a name of its own"));
        foreach (BackEndSettings large in settings.BackEnds.Where(one => one.Vram > settings.GpuBudget))
            reader.Problems.Add(FormattableString.Invariant($"Gpu:BudgetGigabytes is {settings.GpuBudget}, and {large.Name} alone needs {large.Vram} (Vram); raise the budget, or take a smaller model"));
        return reader.Problems.Count == 0 ? settings : throw new SettingsException(reader.Problems);
    }

    /// <summary>The environment without the product's own settings, which may hold passwords of its own.</summary>
    private static string? OpenToWorkflows(string name)
        => name.StartsWith("REFINE_", StringComparison.OrdinalIgnoreCase) ? null : Environment.GetEnvironmentVariable(name);

    private sealed class SettingReader(IConfiguration configuration)
    {
        public List<string> Problems { get; } = [];

        public string Text(string key, string fallback) => configuration[key] is { Length: > 0 } text ? text : fallback;

        public Uri? Address(string key)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return null;
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
            Problems.Add($"{key} is '{text}'; allowed are addresses as http://host:port");
            return null;
        }

        /// <summary>A program that is named, or the one on the search path.</summary>
        public string? Program(string key, Func<string?, string?, string?> find)
        {
            string? given = configuration[key];
            string? found = find(given, Environment.GetEnvironmentVariable("PATH"));
            if (found is null && !string.IsNullOrWhiteSpace(given))
                Problems.Add($"{key} is '{given}', which is no file seen from {Environment.CurrentDirectory}");
            return found;
        }

        public T Choice<T>(string key, string fallback, IReadOnlyDictionary<string, T> choices)
        {
            string text = Text(key, fallback);
            if (choices.TryGetValue(text, out T? choice))
                return choice;
            Problems.Add($"{key} is '{text}'; allowed are {string.Join(", ", choices.Keys)}");
            return choices[fallback];
        }

        public int Number(string key, int fallback, int least, int most)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return fallback;
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
                return number;
            Problems.Add($"{key} is '{text}'; allowed are whole numbers from {least} to {most}");
            return fallback;
        }

        public bool Switch(string key, bool fallback)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return fallback;
            if (bool.TryParse(text, out bool on))
                return on;
            Problems.Add($"{key} is '{text}'; allowed are true and false");
            return fallback;
        }

        public string User(string key)
        {
            string name = Text(key, UserName.Default);
            if (UserName.IsValid(name) && name != UserName.Shared)
                return name;
            Problems.Add($"{key} is '{name}'; allowed are {UserName.Allowed}, but not '{UserName.Shared}'");
            return UserName.Default;
        }

        public decimal? Money(string key) => Given(key, CapText.TryMoney, CapText.Money);

        public TimeSpan? Worked(string key) => Given(key, CapText.TryTime, CapText.Time);

        public int? Pictures(string key) => configuration[key] is { Length: > 0 } ? Number(key, 1, 1, 1_000_000) : null;

        public double? Gigabytes(string key)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return null;
            if (VramFigures.TryReadGb(text, out double gb) && gb > 0)
                return gb;
            Problems.Add($"{key} is '{text}'; allowed are more than 0 GB, for example 24");
            return null;
        }

        private T? Given<T>(string key, Func<string, T?> read, string allowed)
            where T : struct
        {
            if (configuration[key] is not { Length: > 0 } text)
                return null;
            if (read(text) is { } value)
                return value;
            Problems.Add($"{key} is '{text}'; allowed are {allowed}");
            return null;
        }

        public TimeSpan Time(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return fallback;
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time >= least && time <= most)
                return time;
            Problems.Add($"{key} is '{text}'; allowed are times from {least} to {most} as hh:mm:ss");
            return fallback;
        }
    }
}
