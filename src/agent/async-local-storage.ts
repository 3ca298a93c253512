/**
 * Bundlers for workerd take LangGraph's "browser" entry, which has no AsyncLocalStorage, and `interrupt()` then throws.
 * The module that builds the graph imports this one first. In Node it changes nothing: the first instance stays.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons'

AsyncLocalStorageProviderSingleton.initializeGlobalInstance(new AsyncLocalStorage())
