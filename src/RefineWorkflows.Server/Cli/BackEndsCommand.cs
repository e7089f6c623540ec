using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine backends</c>: the model servers that are configured.</summary>
internal static class BackEndsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create() => new("backends", "List, test and add model servers.") { List(), Test(), Add() };

    /// <summary>Asks a server what it is.</summary>
    /// <returns>Whether it can be used, and a sentence about it.</returns>
    public static async Task<(bool Fine, string Message)> AskAsync(ModelServer server, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var watch = Stopwatch.StartNew();
            BackEndState state = await server.AskAsync(limit.Token);
            if (server.Chat is { } chat && !await chat.SeesPicturesAsync(limit.Token))
                return (true, $"{state.Message.TrimEnd('.')}. It reads only text: it can direct and write, but neither judge nor propose. {Time(watch)}");
            return (true, $"{state.Message.TrimEnd('.')}.{(server.Generator is { } painter ? $" It takes {Abilities(painter.Capabilities)}." : "")} {Time(watch)}");
        }
        catch (BackEndException problem)
        {
            // The name stands in front of the line already.
            return (false, problem.Message[(problem.BackEnd.Length + 2)..]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"{server.Settings.Address} did not answer within {Patience.TotalSeconds:0} s. Is it loading a model? Try again, or look at its log.");
        }
    }

    private static string Abilities(GeneratorCapabilities can)
    {
        string prompts = can.MaxPromptTokens is { } tokens ? string.Create(CultureInfo.InvariantCulture, $"prompts of {tokens} tokens") : "prompts of any length";
        string negative = can.SupportsNegativePrompt ? ", negative prompts" : "";
        string reference = can.SupportsReference ? can.SupportsStrength ? ", pictures to start from with a strength" : ", pictures to start from" : "";
        return prompts + negative + reference;
    }

    private static string Time(Stopwatch watch) => string.Create(CultureInfo.InvariantCulture, $"({watch.ElapsedMilliseconds} ms)");

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List what can paint, judge, propose and direct; the first of each is used when none is named.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (parsed.GetValue(json))
            {
                var bills = new List<BackEndDay>();
                foreach (ModelServer server in workbench.Servers)
                    bills.Add(await BackEndDay.OfAsync(workbench, server.Settings, cancellationToken));
                JsonOutput.Print(new { workbench.BackEnds.GeneratorIds, workbench.BackEnds.JudgeIds, workbench.BackEnds.ProposerIds, workbench.BackEnds.AgentIds, Today = bills });
                return ExitCode.Ok;
            }

            foreach (BackEndSettings one in workbench.Servers.Select(server => server.Settings))
            {
                Console.WriteLine($"{one.Name,-20} {BackEndKinds.NameOf(one.Kind),-14} {one.Address}{(one.Model is null ? "" : $", {one.Model}")}{(one.Secret is null ? "" : ", with a secret")}");
                if ((await BackEndDay.OfAsync(workbench, one, cancellationToken)).InWords() is { } spent)
                    Console.WriteLine($"{"",-20} {spent}");
            }

            Console.WriteLine($"paints    {string.Join(", ", workbench.BackEnds.GeneratorIds)}");
            Console.WriteLine($"judges    {string.Join(", ", workbench.BackEnds.JudgeIds)}");
            Console.WriteLine($"proposes  {string.Join(", ", workbench.BackEnds.ProposerIds)}");
            Console.WriteLine($"directs   {string.Join(", ", workbench.BackEnds.AgentIds)}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Test()
    {
        var name = new Argument<string?>("name") { Description = "One of them. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("test", "Ask each a real question, and say what is wrong.") { name };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            ModelServer[] servers = [.. workbench.Servers.Where(one => parsed.GetValue(name) is not { } wanted || one.Settings.Name == wanted)];
            if (servers.Length == 0 && parsed.GetValue(name) is { } unknown)
                throw new CommandFailure(ExitCode.NotFound, $"There is no back end '{unknown}'. Configured: {string.Join(", ", workbench.Servers.Select(one => one.Settings.Name).DefaultIfEmpty("none"))}.");
            if (servers.Length == 0)
                Console.WriteLine("No model server is configured; the embedded painter and judge do. Add one with: refine backends add NAME KIND");
            bool fine = true;
            foreach (ModelServer server in servers)
            {
                (bool good, string message) = await AskAsync(server, cancellationToken);
                fine &= good;
                Console.WriteLine($"{(good ? "ok  " : "FAIL")}  {server.Settings.Name,-18} {message}");
            }

            return fine ? ExitCode.Ok : ExitCode.BackEndUnreachable;
        }, cancellationToken));
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What it is called from now on." };
        var kind = new Argument<string>("kind") { Description = $"What language it speaks: {string.Join(", ", BackEndKinds.Names)}." };
        var address = new Option<string?>("--address") { Description = "Where it is. Default: what is usual for the kind." };
        var model = new Option<string?>("--model") { Description = "The model to ask for, where the server has several." };
        var workflow = new Option<string?>("--workflow") { Description = "ComfyUI: a workflow in API format for text to image.", HelpName = "file" };
        var reference = new Option<string?>("--reference-workflow") { Description = "ComfyUI: a workflow in API format for image to image.", HelpName = "file" };
        var video = new Option<bool>("--video") { Description = "ComfyUI: it makes clips, with the workflow for video that ships unless another is named." };
        var modelFile = new Option<string?>("--model-file") { Description = "llama-server: the model, a GGUF file.", HelpName = "file" };
        var projector = new Option<string?>("--projector") { Description = "llama-server: the projector by which the model sees, a GGUF file.", HelpName = "file" };
        var program = new Option<string?>("--program") { Description = "llama-server: the program, when it is not on PATH.", HelpName = "file" };
        var command = new Command("add", "Add a model server to ./appsettings.json, and test it.") { name, kind, address, model, workflow, reference, video, modelFile, projector, program };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = new Dictionary<string, string?>
            {
                ["Name"] = parsed.GetValue(name),
                ["Kind"] = parsed.GetValue(kind),
                ["Address"] = parsed.GetValue(address) ?? (BackEndKinds.TryParse(parsed.GetValue(kind)) is { } known and not BackEndKind.LlamaServer ? BackEndKinds.UsualAddress(known) : null),
                ["Model"] = parsed.GetValue(model),
                ["Workflow"] = parsed.GetValue(workflow) is { } file ? Path.GetFullPath(file) : null,
                ["ReferenceWorkflow"] = parsed.GetValue(reference) is { } other ? Path.GetFullPath(other) : null,
                ["Video"] = parsed.GetValue(video) ? "true" : null,
                ["ModelFile"] = parsed.GetValue(modelFile) is { } gguf ? Path.GetFullPath(gguf) : null,
                ["Projector"] = parsed.GetValue(projector) is { } eyes ? Path.GetFullPath(eyes) : null,
                ["Program"] = parsed.GetValue(program),
            };
            string settings = Path.GetFullPath("appsettings.json");
            try
            {
                await BackEndFile.AddAsync(settings, given, cancellationToken);
            }
            catch (SettingsException refused)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return ExitCode.Usage;
            }

            return await Tool.RunAsync(parsed, async workbench =>
            {
                ModelServer added = workbench.Servers.Single(one => one.Settings.Name == parsed.GetValue(name));
                Console.WriteLine($"Added to {settings}.");
                if (added.Settings.Secret is null && added.Settings.Address.Scheme == "https")
                    Console.WriteLine($"If it wants a key, put it into the environment variable {BackEndSection.SecretVariable(added.Settings.Name)}.");
                (bool good, string message) = await AskAsync(added, cancellationToken);
                Console.WriteLine($"{(good ? "ok  " : "FAIL")}  {added.Settings.Name,-18} {message}");
                return good ? ExitCode.Ok : ExitCode.BackEndUnreachable;
            }, cancellationToken);
        });
        return command;
    }
}
