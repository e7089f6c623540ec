using System.Globalization;
using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Server.Composition;

/// <summary>
/// Reads the list <c>BackEnds</c> of the settings. Secrets never stand in it: the one of the back end <c>my-gpu</c> is read from
/// the environment variable <c>REFINE_SECRET_MY_GPU</c>, or from the file that <c>REFINE_SECRET_MY_GPU_FILE</c> names.
/// </summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class BackEndSection(Func<string, string?> environment)
{
    private static readonly string[] Known =
    [
        "Name", "Kind", "Address", "Model", "Timeout", "MaxReplyMegabytes", "MaxPromptTokens", "NegativePrompt", "Steps", "Workflow", "ReferenceWorkflow", "Video", "Vram", "Group", "CoarseAxesOnly",
        "Program", "ModelFile", "Projector", "GpuLayers", "ContextSize", "ExtraArguments",
        "PricePerPicture", "PricePerMillionInputTokens", "PricePerMillionOutputTokens", "MaxOutputTokens", "TokensPerPicture", "DayCost", "DayTime", "DayPictures",
    ];

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Reads all of them, in the order of the list.</summary>
    public IReadOnlyList<BackEndSettings> Read(IConfigurationSection section)
    {
        var read = new List<BackEndSettings>();
        foreach (IConfigurationSection one in section.GetChildren())
        {
            if (Read(one, read) is { } settings)
                read.Add(settings);
        }

        return read;
    }

    /// <summary>The variable that holds a back end's secret.</summary>
    public static string SecretVariable(string name)
        => $"REFINE_SECRET_{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'))}";

    private BackEndSettings? Read(IConfigurationSection one, List<BackEndSettings> others)
    {
        int before = problems.Count;
        string at = one.Path;
        string name = one["Name"] ?? "";
        if (name.Length is 0 or > 60 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            problems.Add($"{at}:Name is '{name}'; allowed are 1 to 60 letters, digits, '-', '_' and '.'");
        else if (others.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            problems.Add($"{at}:Name is '{name}', as another back end is called; give each a name of its own");
        foreach (string unknown in one.GetChildren().Select(child => child.Key).Except(Known, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(unknown.Equals("Secret", StringComparison.OrdinalIgnoreCase) || unknown.Contains("key", StringComparison.OrdinalIgnoreCase)
                ? $"{at}:{unknown} does not belong into a file; put the secret into the environment variable {SecretVariable(name)}, or name its file in {SecretVariable(name)}_FILE"
                : $"{at}:{unknown} is unknown; known are {string.Join(", ", Known)}");
        }

        BackEndKind? kind = BackEndKinds.TryParse(one["Kind"]);
        if (kind is null)
            problems.Add($"{at}:Kind is '{one["Kind"]}'; allowed are {string.Join(", ", BackEndKinds.Names)}");
        string? address = one["Address"] is { Length: > 0 } given ? given : kind is { } known ? BackEndKinds.UsualAddress(known) : null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            problems.Add($"{at}:Address is '{address}'; allowed are addresses as http://host:port");
        else if (uri.UserInfo.Length > 0)
            problems.Add($"{at}:Address holds a user or a password; put it into the environment variable {SecretVariable(name)}");
        if (kind is { } needy && BackEndKinds.NeedsModel(needy) && string.IsNullOrWhiteSpace(one["Model"]))
            problems.Add($"{at}:Model is missing; {BackEndKinds.NameOf(needy)} has to be told which one to use");

        int reply = Number(one, "MaxReplyMegabytes", 1, 2047) ?? 256;
        int? tokens = one["MaxPromptTokens"] == "0" ? 0 : Number(one, "MaxPromptTokens", 16, 1_000_000);
        int? steps = Number(one, "Steps", 1, 1000);
        double? vram = Amount(one, "Vram");
        string? group = one["Group"] is { Length: > 0 } named ? named : null;
        if (group is not null && (group.Length > 60 || !group.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')))
            problems.Add($"{at}:Group is '{group}'; allowed are 1 to 60 letters, digits, '-', '_' and '.', and 'none' for a server that shares no graphics card");
        PriceList prices = Prices(one, kind);
        var caps = new SpendingCaps(Money(one, "DayCost"), Time(one, "DayTime"), Number(one, "DayPictures", 1, 1_000_000));
        bool? negative = Flag(one, "NegativePrompt");
        string? workflow = ExistingFile(one, "Workflow");
        bool? video = Flag(one, "Video");
        bool moves = video ?? (kind == BackEndKind.ComfyUi && workflow is not null && ComfyGenerator.IsVideo(workflow));
        TimeSpan timeout = Time(one, "Timeout", TimeSpan.FromMinutes(moves ? 60 : 10));
        bool coarse = Flag(one, "CoarseAxesOnly") ?? false;
        string? reference = ExistingFile(one, "ReferenceWorkflow");
        LlamaSettings? llama = kind == BackEndKind.LlamaServer ? Llama(one) : null;
        string? secret = Secret(at, name);
        if (video is not null && kind is { } still and not BackEndKind.ComfyUi)
            problems.Add($"{at}:Video is set, and {BackEndKinds.NameOf(still)} makes no video; take it out");
        if (coarse && kind is { } painter && BackEndKinds.Paints(painter))
            problems.Add($"{at}:CoarseAxesOnly is set, and {BackEndKinds.NameOf(painter)} judges no pictures; take it out");
        if (problems.Count > before)
            return null;
        return new BackEndSettings
        {
            Name = name,
            Kind = kind!.Value,
            Address = uri!,
            Model = one["Model"] is { Length: > 0 } model ? model : null,
            Secret = secret,
            Timeout = timeout,
            LargestReply = reply * 1024L * 1024,
            MaxPromptTokens = tokens,
            NegativePrompt = negative,
            Steps = steps,
            Workflow = workflow,
            ReferenceWorkflow = reference,
            Video = video,
            CoarseAxesOnly = coarse,
            Vram = vram,
            Prices = prices,
            DayCaps = caps,
            Group = group,
            Llama = llama,
        };
    }

    private LlamaSettings Llama(IConfigurationSection one)
    {
        if (one["Address"] is { Length: > 0 })
            problems.Add($"{one.Path}:Address does not go with llama-server, which is started here; for one that runs already take the kind openai-chat");
        if (one["ModelFile"] is not { Length: > 0 })
            problems.Add($"{one.Path}:ModelFile is missing; llama-server has to be told which GGUF file to load");
        IConfigurationSection extra = one.GetSection("ExtraArguments");
        return new LlamaSettings(ExistingFile(one, "ModelFile") ?? "")
        {
            Program = one["Program"] is { Length: > 0 } program ? program : "llama-server",
            Projector = ExistingFile(one, "Projector"),
            GpuLayers = Number(one, "GpuLayers", 0, 10_000),
            ContextSize = Number(one, "ContextSize", 256, 10_000_000),
            ExtraArguments = [.. extra.GetChildren().Select(argument => argument.Value).OfType<string>(), .. (extra.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        };
    }

    private PriceList Prices(IConfigurationSection one, BackEndKind? kind)
    {
        var prices = new PriceList
        {
            PerPicture = Money(one, "PricePerPicture") ?? 0,
            PerMillionInputTokens = Money(one, "PricePerMillionInputTokens") ?? 0,
            PerMillionOutputTokens = Money(one, "PricePerMillionOutputTokens") ?? 0,
            MaxOutputTokens = Number(one, "MaxOutputTokens", 1, 1_000_000),
            TokensPerPicture = Number(one, "TokensPerPicture", 1, 1_000_000) ?? new PriceList().TokensPerPicture,
        };
        if (kind is { } known && BackEndKinds.Paints(known) && prices is { PerMillionOutputTokens: > 0, MaxOutputTokens: null })
            problems.Add($"{one.Path}:MaxOutputTokens is missing; a picture that is paid by the token may cost anything without it");
        return prices;
    }

    private decimal? Money(IConfigurationSection one, string key)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (CapText.TryMoney(text) is { } money)
            return money;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are {CapText.Money}");
        return null;
    }

    private TimeSpan? Time(IConfigurationSection one, string key)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (CapText.TryTime(text) is { } time)
            return time;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are {CapText.Time}");
        return null;
    }

    private string? Secret(string at, string name)
    {
        string variable = SecretVariable(name);
        if (environment(variable) is { Length: > 0 } secret)
            return secret.Trim();
        if (environment($"{variable}_FILE") is not { Length: > 0 } file)
            return null;
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : throw new IOException("it is empty");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{at}: the file {file}, which {variable}_FILE names, cannot be read: {unreadable.Message}");
            return null;
        }
    }

    private string? ExistingFile(IConfigurationSection one, string key)
    {
        if (one[key] is not { Length: > 0 } file)
            return null;
        if (!File.Exists(file))
            problems.Add($"{one.Path}:{key} is '{file}', which is no file seen from {Environment.CurrentDirectory}");
        return Path.GetFullPath(file);
    }

    private int? Number(IConfigurationSection one, string key, int least, int most)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are whole numbers from {least} to {most}");
        return null;
    }

    private double? Amount(IConfigurationSection one, string key)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount is > 0 and <= 10_000)
            return amount;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are GiB above 0, up to 10000");
        return null;
    }

    private bool? Flag(IConfigurationSection one, string key)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (bool.TryParse(text, out bool flag))
            return flag;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are true and false");
        return null;
    }

    private TimeSpan Time(IConfigurationSection one, string key, TimeSpan otherwise)
    {
        if (one[key] is not { Length: > 0 } text)
            return otherwise;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromHours(12))
            return time;
        problems.Add($"{one.Path}:{key} is '{text}'; allowed are times from 00:00:01 to 12:00:00 as hh:mm:ss");
        return otherwise;
    }
}
