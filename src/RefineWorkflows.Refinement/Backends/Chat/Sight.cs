namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>Keeps models that read only text away from work that needs eyes.</summary>
internal static class Sight
{
    public static async Task RequireAsync(IChatModel model, string role, CancellationToken cancellationToken)
    {
        if (!await model.SeesPicturesAsync(cancellationToken))
            throw new BackEndException(model.Id, BackEndFailure.InvalidRequest, $"The model reads only text, so it cannot be a {role} of pictures. Name a vision model in the settings; with llama-server, start it with its --mmproj file.");
    }

    /// <summary>Shows a model one tiny picture where its server does not tell whether it can see.</summary>
    /// <param name="ask">Asks it once; the answer is not looked at.</param>
    public static async Task<bool> LooksAsync(Func<ChatRequest, Task> ask)
    {
        try
        {
            await ask(new ChatRequest([ChatTurn.User("What colour is this? Answer with one word.", TestPicture.Png)]) { MaxTokens = 16 });
            return true;
        }
        // llama-server says so with a 500.
        catch (BackEndException refused) when (refused.Failure == BackEndFailure.InvalidRequest || refused.Message.Contains("image input", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
    }
}
