namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>Keeps models that read only text away from work that needs eyes.</summary>
internal static class Sight
{
    public static async Task RequireAsync(IChatModel model, string role, CancellationToken cancellationToken)
    {
        if (!await model.SeesPicturesAsync(cancellationToken))
            throw new BackEndException(model.Id, BackEndFailure.InvalidRequest, $"The model reads only text, so it cannot be a {role} of pictures. Name a vision model in the settings; with llama-server, start it with its --mmproj file.");
    }
}
