using System.CommandLine;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Elsa;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine definitions</c>: the loops that can be run.</summary>
internal static class DefinitionsCommand
{
    public static Command Create() => new("definitions", "List, check, import and export workflow definitions.")
    {
        List(), Validate(), Import(), Export(),
    };

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the known definitions.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            await workbench.Definitions.EnsureAllAsync(cancellationToken);
            IReadOnlyList<StoredDefinition> known = await workbench.Catalog.ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(known.Select(one => new { id = one.DefinitionId, one.Name, one.Version, one.VersionId, published = one.IsPublished, one.CreatedAt }));
                return ExitCode.Ok;
            }

            foreach (StoredDefinition one in known)
                Console.WriteLine($"{one.DefinitionId,-24} v{one.Version,-4} {(one.IsPublished ? "published" : "draft"),-10} {one.Name}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Validate()
    {
        Argument<FileInfo[]> files = Files("Definition files to check.");
        var command = new Command("validate", "Check definition files without storing anything.") { files };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            int failures = 0;
            foreach (FileInfo file in parsed.GetValue(files)!)
            {
                try
                {
                    WorkflowGraph graph = await workbench.Catalog.ValidateAsync(await ReadAsync(file, cancellationToken), file.Name, cancellationToken);
                    Console.WriteLine($"{file.Name}: fine ({graph.Nodes.Count - 1} activities).");
                }
                catch (DefinitionException refused)
                {
                    await Console.Error.WriteLineAsync(refused.Message);
                    failures++;
                }
            }

            return failures == 0 ? ExitCode.Ok : ExitCode.Failed;
        }, cancellationToken));
        return command;
    }

    private static Command Import()
    {
        Argument<FileInfo[]> files = Files("Definition files to publish.");
        var command = new Command("import", "Check definition files and publish them. If one is refused, none is stored.") { files };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            var read = new List<(string Name, string Json)>();
            foreach (FileInfo file in parsed.GetValue(files)!)
            {
                string json = await ReadAsync(file, cancellationToken);
                await workbench.Catalog.ValidateAsync(json, file.Name, cancellationToken);
                read.Add((file.Name, json));
            }

            foreach ((string name, string json) in read)
            {
                StoredDefinition stored = await workbench.Catalog.PublishAsync(json, name, cancellationToken);
                Console.WriteLine($"{stored.DefinitionId} version {stored.Version} is published.");
            }

            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Export()
    {
        var id = new Argument<string>("definition") { Description = "Id of the definition." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "File to write; standard output when left out." };
        var command = new Command("export", "Write a definition as JSON as it was stored, without secrets that were drawn as plain text.") { id, output };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            StoredDefinition stored = await workbench.Definitions.EnsureAsync(parsed.GetValue(id)!, cancellationToken);
            JsonObject definition = ElsaJson.Parse(stored.Json);
            int blanked = definition["root"] is JsonObject root ? new SecretInputs(workbench.Activities).Blank(root) : 0;
            string json = blanked == 0 ? stored.Json : definition.ToJsonString(ElsaJson.Options);
            if (blanked > 0)
                await Console.Error.WriteLineAsync($"{blanked} secret {(blanked == 1 ? "input is" : "inputs are")} left empty in the file. A reference such as ${{MY_TOKEN}} in its place travels with the definition.");
            if (parsed.GetValue(output) is { } file)
                await File.WriteAllTextAsync(file.FullName, json, cancellationToken);
            else
                Console.WriteLine(json);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Argument<FileInfo[]> Files(string description) => new("file") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
        => file.Exists ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : throw new CommandFailure(ExitCode.NotFound, $"There is no file '{file.FullName}'.");
}
