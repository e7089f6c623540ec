using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Composition;

public sealed class BackEndSettingsFile
{
    [Fact]
    public void A_back_end_is_read_with_what_is_usual_for_its_kind_and_its_secret_from_the_environment()
    {
        using var folder = new TempFolder();
        string secret = Path.Combine(folder.Path, "secret");
        File.WriteAllText(secret, "sk-file\n");
        (IReadOnlyList<BackEndSettings> read, IReadOnlyList<string> problems) = Read(
            """[{"Name": "my-comfy", "Kind": "ComfyUI"}, {"Name": "eyes.1", "Kind": "openai-chat", "Model": "m", "Address": "http://127.0.0.1:8080/v1", "Timeout": "00:05:00", "Vram": 7.5}]""",
            new() { ["REFINE_SECRET_MY_COMFY"] = "sk-env", ["REFINE_SECRET_EYES_1_FILE"] = secret });
        Assert.Empty(problems);
        Assert.Equal(("my-comfy", BackEndKind.ComfyUi, "http://127.0.0.1:8188/", "sk-env"), (read[0].Name, read[0].Kind, read[0].Address.ToString(), read[0].Secret));
        Assert.Equal(("m", TimeSpan.FromMinutes(5), 7.5, "sk-file"), (read[1].Model, read[1].Timeout, read[1].Vram, read[1].Secret));
    }

    [Fact]
    public void Prices_and_caps_are_read_as_they_stand()
    {
        (IReadOnlyList<BackEndSettings> read, IReadOnlyList<string> problems) = Read(
            """[{"Name": "eyes", "Kind": "ollama", "Model": "m", "PricePerPicture": 0.04, "PricePerMillionInputTokens": "2.5", "PricePerMillionOutputTokens": 10, "MaxOutputTokens": 900, "TokensPerPicture": 800, "DayCost": "1.50", "DayTime": "1.12:00:00", "DayPictures": 7}]""", []);
        Assert.Empty(problems);
        Assert.Equal(new PriceList { PerPicture = 0.04m, PerMillionInputTokens = 2.5m, PerMillionOutputTokens = 10, MaxOutputTokens = 900, TokensPerPicture = 800 }, read[0].Prices);
        Assert.Equal(new SpendingCaps(1.5m, TimeSpan.FromHours(36), 7), read[0].DayCaps);
    }

    [Theory]
    [InlineData("""{"Name": "a b", "Kind": "ollama", "Model": "m"}""", "BackEnds:0:Name is 'a b'")]
    [InlineData("""{"Name": "a", "Kind": "sora"}""", "allowed are comfyui, webui")]
    [InlineData("""{"Name": "a", "Kind": "ollama"}""", "BackEnds:0:Model is missing")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Address": "ftp://x"}""", "BackEnds:0:Address is 'ftp://x'")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Address": "http://u:secret@x"}""", "REFINE_SECRET_A")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Secret": "sk-1"}""", "put the secret into the environment variable REFINE_SECRET_A")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "ApiKey": "sk-1"}""", "REFINE_SECRET_A")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Workflw": "x"}""", "Workflw is unknown")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Workflow": "/nowhere.json"}""", "which is no file")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Timeout": "1 day"}""", "Timeout is '1 day'")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Steps": "many"}""", "Steps is 'many'")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "NegativePrompt": "maybe"}""", "true and false")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "Vram": "-1"}""", "Vram is '-1'")]
    [InlineData("""{"Name": "a", "Kind": "comfyui"}, {"Name": "A", "Kind": "webui"}""", "another back end is called")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "PricePerPicture": "-1"}""", "PricePerPicture is '-1'; allowed are amounts from 0")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "DayTime": "long"}""", "DayTime is 'long'; allowed are times from 00:00:01")]
    [InlineData("""{"Name": "a", "Kind": "comfyui", "DayPictures": "0"}""", "DayPictures is '0'")]
    [InlineData("""{"Name": "a", "Kind": "openai-images", "Model": "m", "PricePerMillionOutputTokens": "40"}""", "MaxOutputTokens is missing")]
    public void What_cannot_be_used_is_named_by_its_place_and_never_shows_a_secret(string entries, string told)
    {
        string problem = string.Join('\n', Read($"[{entries}]", []).Problems);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("u:secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_file_that_cannot_be_read_is_told()
        => Assert.Contains("/nowhere", Assert.Single(Read("""[{"Name": "a", "Kind": "comfyui"}]""", new() { ["REFINE_SECRET_A_FILE"] = "/nowhere" }).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("{\n  // kept\n  \"Data\": \"d\"\n}\n")]
    [InlineData("{\n  \"Data\": \"d\", // kept\n}\n")]
    [InlineData("{\n  \"BackEnds\": [],\n  \"Data\": \"d\"\n}\n")]
    [InlineData("{ \"BackEnds\": [ {\"Name\": \"first\", \"Kind\": \"webui\"} ], \"Data\": \"d\" }")]
    public async Task Adding_keeps_everything_else(string? before)
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "appsettings.json");
        if (before is not null)
            await File.WriteAllTextAsync(file, before);
        await AddAsync(file, "one", "comfyui");
        await AddAsync(file, "two", "webui");

        string after = await File.ReadAllTextAsync(file);
        IConfiguration configuration = new ConfigurationBuilder().AddJsonFile(file).Build();
        var section = new BackEndSection(_ => null);
        string[] names = [.. section.Read(configuration.GetSection("BackEnds")).Select(one => one.Name)];
        Assert.Equal(["one", "two"], names.Where(name => name != "first"));
        Assert.Equal(before?.Contains("first", StringComparison.Ordinal) == true, names.Contains("first"));
        Assert.Equal(before?.Contains("kept", StringComparison.Ordinal) == true, after.Contains("// kept", StringComparison.Ordinal));
        Assert.Equal(before?.Contains("Data", StringComparison.Ordinal) == true ? "d" : null, configuration["Data"]);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Of_many_that_add_at_once_none_is_lost()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "appsettings.json");
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Task.Run(() => AddAsync(file, $"server-{number}", "comfyui"))));
        IConfiguration written = new ConfigurationBuilder().AddJsonFile(file).Build();
        Assert.Equal(12, written.GetSection("BackEnds").GetChildren().Select(one => one["Name"]).Distinct().Count());
    }

    [Fact]
    public async Task What_cannot_be_used_is_not_written()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "appsettings.json");
        await Assert.ThrowsAsync<SettingsException>(() => AddAsync(file, "one", "sora"));
        Assert.False(File.Exists(file));
        await File.WriteAllTextAsync(file, "[1]");
        Assert.Contains("appsettings.json", (await Assert.ThrowsAsync<SettingsException>(() => AddAsync(file, "one", "comfyui"))).Message, StringComparison.Ordinal);
        Assert.Equal("[1]", await File.ReadAllTextAsync(file));
    }

    private static Task AddAsync(string file, string name, string kind)
        => BackEndFile.AddAsync(file, new Dictionary<string, string?> { ["Name"] = name, ["Kind"] = kind, ["Model"] = null }, CancellationToken.None);

    private static (IReadOnlyList<BackEndSettings> Read, IReadOnlyList<string> Problems) Read(string list, Dictionary<string, string> environment)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{{\"BackEnds\": {list}}}"));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var section = new BackEndSection(environment.GetValueOrDefault);
        return (section.Read(configuration.GetSection("BackEnds")), section.Problems);
    }
}
