using System.CommandLine;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine keys</c>: who may use the server from elsewhere.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Make, list and revoke the keys of the server's APIs.") { New(), List(), Revoke() };

    private static Command New()
    {
        var name = new Argument<string>("name") { Description = "What the key is for." };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What its holder may do: {string.Join(", ", AccessScopes.Names)}. Give it several times for several.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        scopes.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => AccessScopes.Parse([text]) is null))
                result.AddError($"--scope is '{text}'; allowed: {string.Join(", ", AccessScopes.Names)}.");
        });
        Option<bool> json = CommonOptions.Json();
        var command = new Command("create", "Make a key. It is shown once.") { name, scopes, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            var ring = new KeyRing(workbench.Store, TimeProvider.System);
            (ApiKey key, string text) = await ring.CreateAsync(parsed.GetValue(name)!, AccessScopes.Parse(parsed.GetValue(scopes)!)!.Value, cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(new { key.Id, key.Name, Scopes = key.Scopes.ToNames(), key.CreatedAt, Key = text });
                return ExitCode.Ok;
            }

            Console.WriteLine(text);
            await Console.Error.WriteLineAsync($"This is the only time the key is shown. Its scope is {string.Join(", ", key.Scopes.ToNames())}. Send it as: Authorization: ApiKey <key>");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the keys, without their secrets.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<ApiKey> keys = await new KeyRing(workbench.Store, TimeProvider.System).ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(keys.Select(key => new { key.Id, key.Name, Scopes = key.Scopes.ToNames(), key.CreatedAt }));
                return ExitCode.Ok;
            }

            if (keys.Count == 0)
                Console.WriteLine("No keys. Make one with: refine keys create owner --scope admin");
            foreach (ApiKey key in keys)
                Console.WriteLine($"{key.Id}  {key.CreatedAt:yyyy-MM-dd HH:mm}  {string.Join(",", key.Scopes.ToNames()),-22}  {key.Name}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The key's id, as in the list." };
        var command = new Command("revoke", "Make a key useless at once, in running servers too.") { id };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (!await new KeyRing(workbench.Store, TimeProvider.System).RevokeAsync(parsed.GetValue(id)!, cancellationToken))
                throw new CommandFailure(ExitCode.NotFound, $"There is no key '{parsed.GetValue(id)}'. List them with: refine keys list");
            Console.WriteLine($"Key {parsed.GetValue(id)} is revoked.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }
}
